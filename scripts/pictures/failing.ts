import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { kit } from "#server/adapters/site/kit.ts";
import { around, shoot } from "./shoot.ts";
import { openDeck, openSpeaker, startPictured, waitForPanes, WIDE } from "./show.ts";

/** A talk of real shells, whose demo goes as its file `weather` says, and its understudy. */
const TALK = "shop";
const HERE = join(kit.root, "scripts/pictures");

/** So late in the slide with the roll-out that a slow one does not fit any more. */
const LATE_MS = 175_000;

/** Takes pictures of a live show that goes wrong, and returns the files. */
export async function takeFailing(browser: Browser, folder: string, home: string): Promise<string[]> {
  await cp(join(HERE, TALK), join(home, TALK), { recursive: true });
  const files: string[] = [];
  const evening: Evening = {
    browser,
    home,
    take: async (name, page, ...shown) => {
      const part = shown.length === 0 ? undefined : await around(...shown.map((one) => page.locator(one)));
      files.push(await shoot(page, join(folder, `${name}.webp`), part));
    },
  };
  await rehearseSlowly(evening);
  await failOnStage(evening);
  return files;
}

interface Evening {
  readonly browser: Browser;
  readonly home: string;
  /** Takes a picture of what these selectors find, or of the whole window. */
  readonly take: (name: string, page: Page, ...shown: readonly string[]) => Promise<void>;
}

const SHOP = ".pane.shown[data-pane=shop]";
const CUSTOMERS = ".pane.shown[data-pane=customers]";

/** It ends well, but not quite as the understudy; the next show knows how long its steps took. */
async function rehearseSlowly({ browser, home, take }: Evening): Promise<void> {
  await turn(home, "slow");
  const show = await begin(home);
  try {
    const deck = await openDeck(browser, show, { talk: TALK, page: "en.html#/rollout", size: WIDE });
    await waitForPanes(deck);
    const speaker = await openSpeaker(deck);
    await speaker.keyboard.press("PageDown");
    await speaker.waitForSelector("[data-step=rollout][data-seen=same]");
    await speaker.keyboard.press("PageDown");
    await speaker.waitForSelector("[data-step=baskets][data-seen=differs]");
    await take("compared", speaker, ".panes-block:first-child", ".panes-block:last-child");
    await deck.context().close();
  } finally {
    await show.close();
  }
}

async function failOnStage({ browser, home, take }: Evening): Promise<void> {
  await turn(home, "storm");
  const show = await begin(home);
  try {
    const page = { talk: TALK, page: "en.html#/title", size: WIDE, stoppedAtMs: LATE_MS };
    const deck = await openDeck(browser, show, page);
    await deck.waitForSelector(".background-run[data-at=running]:has-text('0:04')");
    await deck.waitForSelector(".background-run[data-at=failed]");
    await take("background", deck, ".background-mark", ".stage-help");

    await deck.keyboard.press("ArrowDown");
    await waitForPanes(deck);
    const speaker = await openSpeaker(deck);
    await take("durations", speaker, ".next-card", ".background-panel");

    await speaker.keyboard.press("Shift+E");
    await speaker.keyboard.press("PageDown");
    await speaker.waitForSelector(".ask-panel:not([hidden])");
    await deck.waitForSelector(`${SHOP} .pane-asked:not([hidden])`);
    // Its picture of the deck comes a moment later.
    const seen = speaker.frameLocator(".picture.now iframe").locator(`${SHOP} .xterm-rows`);
    await seen.filter({ hasText: /image shop:v2\s*shop\$/ }).waitFor();
    await take("asks", speaker);
    await take("asks-room", deck);

    await speaker.keyboard.press("u");
    await deck.waitForSelector(`${SHOP}[data-origin=recorded] .pane-step[data-at=done]`);
    await speaker.keyboard.press("PageDown");
    await deck.waitForSelector(`${CUSTOMERS} .pane-step[data-at=done]`);
    await take("understudy", deck, SHOP, CUSTOMERS);

    await speaker.close();
    // From then on the deck itself says what is for the presenter.
    await deck.waitForSelector(".background-run[data-at=failed]");
    await deck.keyboard.press("1");
    await deck.keyboard.press("Shift+L");
    await deck.waitForSelector(`${SHOP} .pane-toast.shown`);
    await take("refused", deck, SHOP);

    await turn(home, "fine");
    await deck.waitForSelector(`${SHOP} .pane-toast:not(.shown)`, { state: "attached" });
    await deck.keyboard.press("Shift+L");
    await deck.waitForSelector(`${SHOP}[data-origin=live]`);
    await deck.keyboard.press("c");
    await deck.keyboard.press("PageUp");
    await deck.keyboard.press("r");
    await deck.waitForSelector(`${SHOP} .xterm-rows:has-text("web2")`);
    await show.close();
    await deck.waitForSelector(`${SHOP} .pane-ask:not([hidden])`);
    await take("server-gone", deck, SHOP);
    await deck.context().close();
  } finally {
    await show.close();
  }
}

/** What the demo does from now on. */
function turn(home: string, weather: "fine" | "slow" | "storm"): Promise<void> {
  return writeFile(join(home, TALK, "weather"), weather);
}

function begin(home: string): ReturnType<typeof startPictured> {
  return startPictured({
    talk: join(home, TALK),
    live: true,
    state: join(home, "state"),
    understudies: join(HERE, "understudies"),
  });
}
