import { basename, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { shoot } from "./shoot.ts";
import { openDeck, openSpeaker, startPictured, waitForPanes, WIDE, type PicturedPage } from "./show.ts";

interface Picture extends PicturedPage {
  readonly file: string;
  /** Of the speaker window beside the deck. */
  readonly speaker?: true;
}

const PICTURES: readonly Picture[] = [
  { file: "map.webp", talk: "coreos-docker", page: "en.html#/second/2", size: WIDE },
  { file: "lost.webp", talk: "coreos-docker", page: "en.html#/healed/1", size: WIDE },
  { file: "drawing.webp", talk: "coreos-docker", page: "en.html#/static-dynamic/0", size: WIDE },
  {
    file: "speaker.webp",
    talk: "coreos-docker",
    page: "en.html#/second/1",
    size: WIDE,
    ranMs: 1_325_000,
    speaker: true,
  },
  { file: "phone.webp", talk: "coreos-docker", page: "ja.html#/second/2", size: { width: 390, height: 844 } },
  { file: "panes.webp", talk: "hello", page: "en.html#/both/2", size: WIDE },
];

/** Takes pictures of the bundled talks, played from their understudies, and returns the files. */
export async function takeRecorded(browser: Browser, folder: string, home: string): Promise<string[]> {
  const files: string[] = [];
  for (const picture of PICTURES) {
    // A deck that comes to a show goes where the show is: each has one of its own.
    const show = await startPictured({
      talk: picture.talk,
      live: false,
      state: join(home, basename(picture.file, ".webp")),
    });
    try {
      const deck = await openDeck(browser, show, picture);
      await waitForPanes(deck);
      await waitForMap(deck);
      files.push(await shoot(picture.speaker ? await openSpeaker(deck) : deck, join(folder, picture.file)));
      await deck.context().close();
    } finally {
      await show.close();
    }
  }
  return files;
}

/** As {@link waitForPanes}: a map without machines is no picture. */
async function waitForMap(deck: Page): Promise<void> {
  await deck.waitForFunction(
    () =>
      !document.querySelector("section.present .map-slot") ||
      document.querySelector(".map.shown .map-machine"),
  );
}
