import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { id } from "#core/ids.ts";
import type { Open } from "#core/protocol/messages.ts";
import { REVEAL_MS, type BackgroundRun } from "#core/show/background-run.ts";
import { LivePane } from "../../../slides/sources/live-pane.ts";
import { LiveReveals } from "../../../slides/sources/reveals.ts";
import { pageOf, panes, steps } from "../../support/pane-page.ts";
import { textScreen } from "../../support/text-screen.ts";

const epoch = id<"epoch">("1");
const pane = panes.one;
const step = steps.a;
const size = { cols: 80, rows: 24 };

const run: BackgroundRun = {
  ...size,
  epoch,
  screen: "$ ",
  chunks: [
    [0, "make\r\n"],
    [1, "one "],
    [90_000, "two "],
  ],
  typed: 1,
  end: 16,
};
const whole = "$ make\r\none two ";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

interface Setting {
  /** What the server has of the step. */
  readonly known?: BackgroundRun | null;
  readonly isThere?: boolean;
}

/** A deck that comes to the slide of a background step, with a pane whose terminal parses at once. */
async function arrive({ known = run, isThere = true }: Setting = {}) {
  const page = pageOf();
  const slides = page.slides.map((slide) => ({
    ...slide,
    scenes: slide.scenes.map((scene) => ({
      ...scene,
      steps: scene.steps.map((one) => ({ ...one, inBackground: one.id === step })),
    })),
  }));
  const slide = slides.findIndex(({ scenes }) => scenes.some((scene) => scene.steps[0]?.id === step));
  const opens: Open["have"][] = [];
  const screen = textScreen();
  const wire = {
    open: ({ have }: Open): void => void opens.push(have),
    close: () => undefined,
    ack: () => undefined,
  };
  const live = new LivePane(pane, screen, wire);
  const reveals = new LiveReveals({
    page: { slides },
    runOf: () => Promise.resolve(known),
    paneOf: () => live,
    isThere: () => isThere,
    changed: () => undefined,
  });
  reveals.arrived({ slide, shown: [] });
  await vi.advanceTimersByTimeAsync(0);
  return { reveals, live, screen, opens, slide };
}

test("a background step waits on the screen that it found, and leaves out what its shell prints", async () => {
  const { live, screen, opens } = await arrive();
  live.screen({ pane, epoch, offset: 16, ...size, data: whole });
  live.output({ pane, epoch, offset: 16, data: "three" });
  expect(screen.text).toBe("$ ");
  expect(opens).toEqual([]);
});

test("it is typed and played, and then what follows its last character is asked for, once", async () => {
  const { reveals, live, screen, opens } = await arrive();
  reveals.reveal(step);
  await vi.advanceTimersByTimeAsync(80);
  expect(screen.text).toBe("$ mak");
  expect(reveals.isRevealing(step)).toBe(true);
  await vi.advanceTimersByTimeAsync(REVEAL_MS);
  expect(screen.text).toBe(whole);
  expect(opens).toEqual([{ epoch, offset: 16 }]);
  live.output({ pane, epoch, offset: 16, data: "three" });
  expect(screen.text).toBe(`${whole}three`);
  reveals.reveal(step);
  expect(reveals.isRevealing(step)).toBe(false);
});

test.each(["finish", "endIn", "arrived", "moved"] as const)(
  "%s in the middle of it asks for the shell's screen, and nothing more is played",
  async (how) => {
    const { reveals, screen, opens } = await arrive();
    reveals.reveal(step);
    await vi.advanceTimersByTimeAsync(80);
    if (how === "finish") reveals.finish(step);
    if (how === "endIn") reveals.endIn(pane);
    if (how === "arrived" || how === "moved") reveals[how]({ slide: 0, shown: [] });
    await vi.advanceTimersByTimeAsync(REVEAL_MS);
    expect(opens).toEqual([null]);
    expect(screen.text).toBe("$ mak");
  },
);

test("the shell's screen is asked for where the pane has another size by now", async () => {
  const { reveals, live, opens } = await arrive();
  live.resized({ pane, epoch, offset: 16, cols: 100, rows: 30 });
  reveals.reveal(step);
  await vi.advanceTimersByTimeAsync(REVEAL_MS);
  expect(opens).toEqual([null]);
});

test("the shell draws where nothing is kept of the step, and all the time where it has not begun", async () => {
  expect((await arrive({ known: null })).opens).toEqual([null]);
  const { reveals, live, screen, opens } = await arrive({ isThere: false });
  reveals.reveal(step);
  expect(reveals.isRevealing(step)).toBe(false);
  live.screen({ pane, epoch, offset: 16, ...size, data: whole });
  await vi.advanceTimersByTimeAsync(0);
  expect(screen.text).toBe(whole);
  expect(opens).toEqual([]);
});

test("the same slide again, with the step shown, leaves its end", async () => {
  const { reveals, opens, slide } = await arrive();
  reveals.arrived({ slide, shown: [step] });
  await vi.advanceTimersByTimeAsync(0);
  expect(opens).toEqual([null]);
});
