import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import type { Place } from "../../../slides/sources/source.ts";
import type { PaneState } from "../../../demo-server/core/protocol/messages.ts";
import type { StepState } from "../../../demo-server/core/steps/machine.ts";
import type { UiServer } from "./ui-page.ts";

export const projector = { width: 1920, height: 1080 };
export const phone = { width: 390, height: 844 };

/** The slides of `ui/talk/ja.md` that tests go to. */
export const slides = { text: 1, onePane: 7, twoPanes: 8, fourPanes: 9, fixedPane: 10 } as const;

/** A deck in a window of the browser, with the fake source behind it. */
export class UiDeck {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(
    browser: Browser,
    server: UiServer,
    at: { readonly slide?: number; readonly query?: string; readonly size?: typeof projector } = {},
  ): Promise<UiDeck> {
    const page = await browser.newPage({ viewport: at.size ?? projector });
    await page.goto(`${server.address}${at.query ?? ""}#/${at.slide ?? 0}`);
    await page.waitForSelector("html[data-started]");
    return new UiDeck(page);
  }

  /** Presses a key as it is written in Playwright. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async waitForPane(pane: string): Promise<void> {
    await this.page.waitForSelector(`.pane.shown[data-pane=${pane}] .xterm-rows`);
  }

  slide(): Promise<number> {
    return this.page.evaluate(() =>
      Number(document.querySelector<HTMLElement>(".slides section.present")?.dataset.slide),
    );
  }

  /** What the source was asked for since the deck was opened. */
  calls(): Promise<string[]> {
    return this.page.evaluate(() => window.fake.calls);
  }

  inputs(): Promise<string[]> {
    return this.page.evaluate(() => window.fake.inputs);
  }

  lastPlace(): Promise<Place | undefined> {
    return this.page.evaluate(() => window.fake.places.at(-1));
  }

  set(step: string, state: StepState): Promise<void> {
    return this.page.evaluate(
      ([name, now]) => {
        const source = window.fake;
        source.set(name as Parameters<typeof source.set>[0], now);
      },
      [step, state] as const,
    );
  }

  setPane(pane: string, state: PaneState): Promise<void> {
    return this.page.evaluate(
      ([name, now]) => {
        const source = window.fake;
        source.setPane(name as Parameters<typeof source.setPane>[0], now);
      },
      [pane, state] as const,
    );
  }

  async expectCalls(...calls: string[]): Promise<void> {
    await expect.poll(() => this.calls()).toEqual(calls);
  }

  async expectSlide(slide: number): Promise<void> {
    await expect.poll(() => this.slide()).toBe(slide);
  }

  close(): Promise<void> {
    return this.page.close();
  }
}
