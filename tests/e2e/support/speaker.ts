import type { FrameLocator, Page } from "playwright-core";
import { expect } from "vitest";

/** A speaker window in a real browser. */
export class Speaker {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Presses S in the deck, and waits for the window that opens. */
  static async open(deck: Page): Promise<Speaker> {
    const opens = deck.context().waitForEvent("page");
    await deck.keyboard.press("s");
    const speaker = new Speaker(await opens);
    await speaker.ready();
    return speaker;
  }

  async ready(): Promise<void> {
    await this.page.waitForSelector(".speaker .next-card[data-will]");
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Waits until it says where the deck stands, from 1. */
  async standsAt(slide: number): Promise<void> {
    await this.says(".picture.now .picture-number", new RegExp(`\\b${slide}\\b`));
  }

  /** Waits until a part of it says this. */
  async says(selector: string, what: RegExp): Promise<void> {
    const text = (): Promise<string> => this.page.locator(selector).first().innerText();
    await expect.poll(text, { timeout: 15_000 }).toMatch(what);
  }

  async click(selector: string): Promise<void> {
    await this.page.click(selector);
  }

  /** Waits until a step of the list is in this state. */
  async stepIs(step: string, at: string): Promise<void> {
    await this.page.waitForSelector(`.panes-step[data-step="${step}"][data-at=${at}]`);
  }

  /** The picture of the slide that is shown. */
  preview(): FrameLocator {
    return this.page.frameLocator(".picture.now iframe");
  }

  /** Waits until it hears the deck. */
  async hearsDeck(): Promise<void> {
    await this.page.waitForSelector(".speaker[data-deck=here]");
  }
}

/** Waits until the deck shows this slide, from 1. */
export async function deckStandsAt(deck: Page, slide: number): Promise<void> {
  await deck.waitForFunction(
    (index) =>
      document.querySelector<HTMLElement>(".slides section.present:not(.stack)")?.dataset.slide ===
      String(index),
    slide - 1,
  );
}
