import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import type { Show } from "#server/main.ts";

const projector = { width: 1920, height: 1080 };

/** Under "npm run dev" a page asks for some hundred modules, each made when it is asked for. */
const readyWithinMs = 30_000;

/** A real deck in a real browser, before a real server: what its keys do and what its panes show. */
export class LiveDeck {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the presenter's address in a browser of its own, at this slide. */
  static async open(browser: Browser, show: Pick<Show, "newPresenterUrl">, slide = 0): Promise<LiveDeck> {
    const context = await browser.newContext({ viewport: projector });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(`${show.newPresenterUrl()}#/${slide}`);
    const deck = new LiveDeck(page);
    await deck.ready();
    return deck;
  }

  /** Opens a second window in the same browser. */
  static async beside(other: LiveDeck): Promise<LiveDeck> {
    const page = await other.page.context().newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(other.page.url().replace(/#.*$/, ""));
    const deck = new LiveDeck(page);
    await deck.ready();
    return deck;
  }

  async ready(): Promise<void> {
    await this.page.waitForSelector(".reveal.ready", { timeout: readyWithinMs });
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Waits until the pane's screen has this on it. */
  async sees(pane: string, what: RegExp): Promise<void> {
    const appears = this.page.waitForFunction(
      ([selector, source, flags]) =>
        new RegExp(source, flags).test(document.querySelector<HTMLElement>(selector)?.innerText ?? ""),
      [rowsOf(pane), what.source, what.flags] as const,
    );
    await appears.catch(async (cause: unknown) => {
      throw new Error(`${what} is not on the screen of "${pane}":\n${await this.screen(pane)}`, { cause });
    });
  }

  /** The pane's screen, one line for each row, as a reader sees it. */
  async screen(pane: string): Promise<string> {
    const text = await this.page.locator(rowsOf(pane)).innerText();
    return text
      .replaceAll("\u00a0", " ")
      .split("\n")
      .map((line) => line.trimEnd())
      .join("\n")
      .trimEnd();
  }

  /** The pane's screen with its cursor: rows as text, then row and column of the cursor's cell. */
  async picture(pane: string): Promise<string> {
    const cursor = await this.page.evaluate((selector) => {
      const found = document.querySelector(`${selector} .xterm-cursor`);
      if (!found) return "no cursor";
      const row = found.closest(`${selector} > div`);
      const before = document.createRange();
      if (row) before.setStart(row, 0);
      before.setEndBefore(found);
      const index = row?.parentElement ? [...row.parentElement.children].indexOf(row) : -1;
      return `cursor in row ${index} behind ${before.toString().length} characters`;
    }, rowsOf(pane));
    return `${await this.screen(pane)}\n${cursor}`;
  }

  /** Waits until the pane's picture is this one. */
  async shows(pane: string, picture: string | undefined): Promise<void> {
    await this.page.waitForSelector(rowsOf(pane));
    await expect.poll(() => this.picture(pane), { timeout: 15_000, interval: 50 }).toBe(picture);
  }

  /** Waits until the pane's newest step is in this state: `typing`, `running`, `done`, `failed`. */
  async stepIs(pane: string, at: string): Promise<void> {
    await this.page.waitForSelector(`.pane.shown[data-pane=${pane}] .pane-step[data-at=${at}]`);
  }

  /** Waits until the pane itself is in this state: `open`, `lost`, `unknownHost`. */
  async paneIs(pane: string, at: string): Promise<void> {
    await this.page.waitForSelector(`.pane.shown[data-pane=${pane}][data-at=${at}]`);
  }

  /** Waits until the pane says who plays in it. */
  async playedBy(pane: string, origin: "live" | "recorded"): Promise<void> {
    await this.page.waitForSelector(
      `.pane.shown[data-pane=${pane}][data-origin=${origin}] .pane-source[data-kind=${origin}]`,
    );
  }

  /** Asks for the way back to live until it is open. */
  async goesBackToLive(pane: string): Promise<void> {
    const origin = async (): Promise<string | null> => {
      await this.press("L");
      return this.page.locator(`.pane[data-pane=${pane}]`).getAttribute("data-origin");
    };
    await expect.poll(origin, { timeout: 15_000 }).toBe("live");
  }

  /** Waits until the pane asks for the understudy. */
  async asks(pane: string): Promise<void> {
    await this.page.waitForSelector(`.pane.shown[data-pane=${pane}] .pane-ask:not([hidden])`);
  }

  async asksNoMore(pane: string): Promise<void> {
    await this.page.waitForSelector(`.pane.shown[data-pane=${pane}] .pane-ask`, { state: "hidden" });
  }

  /** Waits until the pane says this over its foot. */
  async tells(pane: string, what: string): Promise<void> {
    await this.page.waitForSelector(`.pane[data-pane=${pane}] .pane-toast.shown:has-text("${what}")`);
  }

  /** What the pane says over its foot now; "" where it says nothing. */
  async told(pane: string): Promise<string> {
    return (await this.page.locator(`.pane[data-pane=${pane}] .pane-toast.shown`).allInnerTexts()).join();
  }

  /** Waits until this deck says that another one leads. */
  async watches(): Promise<void> {
    await this.page.waitForSelector(".watch-note:not([hidden])");
  }

  /** Waits until this deck knows that it leads. */
  async leads(): Promise<void> {
    await this.page.waitForSelector(".watch-note[hidden]", { state: "attached" });
  }

  /** Waits until the deck stands here; `fragment` is -1 before the first. */
  async isAt({ slide, fragment }: { slide: number; fragment: number }): Promise<void> {
    const shown = `.slides section.present[data-slide="${slide}"]`;
    await this.page.waitForSelector(shown, { state: "attached" });
    const count = async (): Promise<number> => this.page.locator(`${shown} .fragment.visible`).count();
    await expect.poll(count, { timeout: 15_000, interval: 50 }).toBe(fragment + 1);
  }

  /** Waits until the deck's screen is black, or not. */
  async isBlack(black: boolean): Promise<void> {
    await this.page.waitForSelector(black ? ".reveal.paused" : ".reveal:not(.paused)");
  }

  async takeKeyboard(pane: string): Promise<void> {
    await this.press("t");
    await this.page.waitForSelector(`.pane.has-keyboard[data-pane=${pane}]`);
  }

  async giveKeyboardBack(): Promise<void> {
    await this.press("Control+Shift+K");
    await this.page.waitForSelector(".pane.has-keyboard", { state: "detached" });
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

function rowsOf(pane: string): string {
  return `.pane.shown[data-pane=${pane}] .xterm-rows`;
}
