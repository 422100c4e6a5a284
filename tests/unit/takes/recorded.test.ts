import { describe, expect, test } from "vitest";
import type { PageDeck } from "#core/deck/page.ts";
import { id, type PaneId, type StepId } from "#core/ids.ts";
import type { RecordedStep } from "#core/takes/manifest.ts";
import { PLAYBACK_VERSION, type Playback, type Segment } from "#core/takes/playback.ts";
import { timeSteps } from "#core/takes/timeline.ts";
import { loadRecorded } from "../../../slides/sources/recorded.ts";
import { fakeClock } from "../../support/fake-clock.ts";
import { madeManifest, run, type MadePane } from "../../support/made-take.ts";
import { textScreen } from "../../support/text-screen.ts";

const laptop = id<"pane">("laptop");
const step = (name: string): StepId => id(name);

/** `$ ` at 0.1 s; `a` runs from 1 to 5 s with a long silence in it; `b` from 60 s; its prompt comes after its end. */
const PANE: MadePane = {
  pane: "laptop",
  events: [
    [100, "$ "],
    [1000, "a"],
    [1100, "!"],
    [1200, "\n"],
    [1300, "one "],
    [4900, "two\n"],
    [5000, "$ "],
    [60_000, "b"],
    [60_100, "\n"],
    [60_500, "three\n"],
    [60_630, "$ "],
  ],
};
const STEPS = [run("a", "laptop", [1000, 1200, 5000]), run("b", "laptop", [60_000, 60_100, 60_600])];

interface Setting {
  readonly panes?: readonly MadePane[];
  readonly steps?: readonly RecordedStep[];
  /** Names of the deck's steps, by slide; all in the pane `laptop` unless it says `pane/step`. */
  readonly slides?: readonly (readonly string[])[];
  readonly replay?: { longestPauseMs: number; speed: number };
  /** Of those, the ones that run in the background. */
  readonly background?: readonly string[];
  readonly get?: (path: string) => Promise<Response> | undefined;
}

async function stage({
  panes = [PANE],
  steps = STEPS,
  slides = [[], ["a"], ["b"]],
  replay = { longestPauseMs: 1000, speed: 1 },
  background = [],
  get = () => undefined,
}: Setting = {}) {
  const clock = fakeClock();
  const files = new Map<string, string>();
  const manifest = madeManifest(panes, steps);
  const eventsOf = (pane: PaneId) => panes.find((one) => one.pane === pane)?.events ?? [];
  const playback: Playback = {
    ...manifest,
    version: PLAYBACK_VERSION,
    source: "",
    take: manifest.id,
    panes: manifest.panes.map(({ pane, title, cols, rows }, index) => {
      const segment: Segment = { keyframe: { cols, rows, text: "" }, events: eventsOf(pane), glimpses: [] };
      files.set(`/show/take/p${index}/0.seg`, JSON.stringify(segment));
      const durationMs = segment.events.at(-1)?.[0] ?? 0;
      const segments = [{ file: "0.seg", startMs: 0, bytes: 1 }];
      return { pane, title, folder: `p${index}`, cols, rows, scrollback: 1000, durationMs, segments };
    }),
    steps: timeSteps(manifest.steps, eventsOf, manifest.durationMs),
    problems: [],
  };
  files.set("/show/take/playback.json", JSON.stringify(playback));
  const source = await loadRecorded(pageOf(slides, replay, background), {
    clock,
    page: "http://stage.test/show/en.html",
    get: ({ pathname }) => {
      const own = get(pathname);
      if (own) return own;
      const body = files.get(pathname);
      return Promise.resolve(body === undefined ? new Response("", { status: 404 }) : new Response(body));
    },
  });
  const screen = textScreen();
  source.show(laptop, screen);
  await clock.pass(0);
  return { source, screen, clock };
}

function pageOf(
  slides: readonly (readonly string[])[],
  replay: PageDeck["head"]["replay"],
  background: readonly string[],
): PageDeck {
  return {
    talk: id("hello"),
    head: { title: "Hello", language: "en", theme: "stage", replay },
    panes: {},
    slides: slides.map((names, h) => ({
      h,
      v: 0,
      line: 1,
      title: "",
      layout: "auto",
      hasMap: false,
      scenes: names.map((name) => {
        const [first = "", second] = name.split("/");
        const pane = id<"pane">(second === undefined ? "laptop" : first);
        return {
          pane,
          steps: [
            {
              id: step(second ?? first),
              pane,
              lines: [name],
              inBackground: background.includes(name),
              onFail: "ask",
            },
          ],
        };
      }),
    })),
    problems: [],
    languages: [],
    live: false,
    served: false,
    role: "presenter",
    understudy: "take/",
  };
}

describe("a step that is joined", () => {
  test("while it is typed, has what was typed elsewhere, and goes on in the same rhythm", async () => {
    const { source, screen, clock } = await stage();
    await clock.pass(5000);
    source.join(step("a"), { at: "typing", since: clock.now() - 150 });
    source.place({ slide: 1, shown: [step("a")] });
    await clock.pass(0);
    expect(screen.text).toBe("$ a!");
    await clock.pass(40);
    expect(screen.text).toBe("$ a!");
    await clock.pass(20);
    expect(screen.text).toBe("$ a!\n");
  });

  test("while it runs, has what was printed since it was entered, however long it was typed elsewhere", async () => {
    const { source, screen, clock } = await stage();
    await clock.pass(60_000);
    source.join(step("a"), { at: "running", since: clock.now() - 1000 });
    await clock.pass(0);
    expect(screen.text).toBe("$ a!\none ");
    expect(source.step(step("a")).at).toBe("running");
    // `two` comes a squeezed second after `one`, which came 100 ms after Enter.
    await clock.pass(90);
    expect(screen.text).toBe("$ a!\none ");
    await clock.pass(20);
    expect(screen.text).toBe("$ a!\none two\n");
    await clock.pass(200);
    expect(source.step(step("a"))).toMatchObject({ at: "done" });
  });

  test("that is long over by its recording, shows its end at once", async () => {
    const { source, screen, clock } = await stage();
    await clock.pass(60_000);
    source.join(step("a"), { at: "running", since: clock.now() - 30_000 });
    await clock.pass(0);
    expect(screen.text).toBe("$ a!\none two\n$ ");
    expect(source.step(step("a"))).toMatchObject({ at: "done" });
  });
});

describe("a place in the deck", () => {
  test("shows the prompt before the pane's first step, then the end of the last step that happened", async () => {
    const { source, screen, clock } = await stage();
    expect(screen.text).toBe("$ ");
    const show = async (slide: number, ...shown: string[]) => {
      source.place({ slide, shown: shown.map(step) });
      await clock.pass(0);
      return screen.text;
    };
    expect(await show(1)).toBe("$ ");
    expect(await show(1, "a")).toBe("$ a!\none two\n$ ");
    expect(await show(2)).toBe("$ a!\none two\n$ ");
    // The prompt came 30 ms after the step's end.
    expect(await show(2, "b")).toBe("$ a!\none two\n$ b\nthree\n$ ");
    expect(await show(0)).toBe("$ ");
  });

  test("takes steps that happened for done, and makes them idle again when the deck goes back", async () => {
    const { source } = await stage();
    source.place({ slide: 2, shown: [] });
    expect(source.step(step("a"))).toEqual({ at: "done", status: 0, ms: 3800 });
    source.place({ slide: 1, shown: [] });
    expect(source.step(step("a"))).toEqual({ at: "idle" });
  });

  test("follows the deck's order where the take has another one, or a step twice", async () => {
    const steps = [
      run("b", "laptop", [1000, 1200, 5000], { outcome: "failed" }),
      run("a", "laptop", [60_000, 60_100, 60_600]),
    ];
    const rerun = { ...run("b", "laptop", [70_000, 70_000, 70_100]) };
    const panes = [{ pane: "laptop", events: [...PANE.events, [70_050, "again"] as const] }];
    const { source, screen, clock } = await stage({ panes, steps: [...steps, rerun] });
    source.place({ slide: 2, shown: [] });
    await clock.pass(0);
    expect(screen.text).toMatch(/three\n\$ $/);
    source.place({ slide: 2, shown: [step("b")] });
    await clock.pass(0);
    expect(screen.text).toMatch(/again$/);
  });

  test("that is overtaken by another one never reaches the screen", async () => {
    let release: (response: Response) => void = () => undefined;
    let asked = 0;
    const { source, screen, clock } = await stage({
      get: (path) => {
        if (!path.endsWith(".seg") || asked++ > 0) return undefined;
        return new Promise((resolve) => (release = resolve));
      },
    });
    source.place({ slide: 2, shown: [step("b")] });
    source.place({ slide: 1, shown: [step("a")] });
    release(Response.json({ keyframe: { cols: 80, rows: 24, text: "" }, events: PANE.events, glimpses: [] }));
    await clock.pass(0);
    expect(screen.text).toBe("$ a!\none two\n$ ");
    expect(screen.resets).toBe(1);
  });
});

describe("next", () => {
  test("types, runs and ends as recorded, with long waits made short", async () => {
    const { source, screen, clock } = await stage();
    expect(await source.next(step("a"))).toEqual({ ok: true });
    await clock.pass(0);
    expect(source.step(step("a")).at).toBe("typing");
    expect(screen.text).toBe("$ a");
    await clock.pass(100);
    expect(screen.text).toBe("$ a!");
    await clock.pass(100);
    expect(source.step(step("a"))).toEqual({ at: "running", since: 200 });
    await clock.pass(100);
    expect(screen.text).toBe("$ a!\none ");
    // 3.6 s of silence last one second.
    await clock.pass(999);
    expect(screen.text).toBe("$ a!\none ");
    await clock.pass(101);
    expect(screen.text).toBe("$ a!\none two\n$ ");
    expect(source.step(step("a"))).toEqual({ at: "done", status: 0, ms: 3800 });
    expect(screen.resets).toBe(1);
    // Nothing goes on afterwards but the fetching of the rest, once.
    await clock.pass(10_000);
    expect(clock.timers).toBe(0);
  });

  test("plays faster at a higher speed", async () => {
    const { source, clock } = await stage({ replay: { longestPauseMs: 1000, speed: 2 } });
    await source.next(step("a"));
    await clock.pass(700);
    expect(source.step(step("a")).at).toBe("done");
  });

  test.each(["next", "moveOn"] as const)("%s while a step plays shows its end at once", async (key) => {
    const { source, screen, clock } = await stage();
    await source.next(step("a"));
    await clock.pass(250);
    expect(await source[key](step("a"))).toEqual({ ok: true });
    expect(source.step(step("a")).at).toBe("done");
    await clock.pass(0);
    expect(screen.text).toBe("$ a!\none two\n$ ");
    await clock.pass(5000);
    expect(screen.text).toBe("$ a!\none two\n$ ");
  });

  test("on a step that is done only pulses; rerun plays it again from the screen before it", async () => {
    const { source, screen, clock } = await stage();
    await source.next(step("a"));
    await clock.pass(5000);
    expect(await source.next(step("a"))).toEqual({ ok: true, pulse: true });
    await clock.pass(5000);
    expect(source.step(step("a")).at).toBe("done");
    expect(await source.rerun(step("a"))).toEqual({ ok: true });
    await clock.pass(0);
    expect(screen.text).toBe("$ a");
  });

  test("shows a recorded failure as it was", async () => {
    const failed = { outcome: "failed", status: 2, failure: { kind: "exit", status: 2 } } as const;
    const { source, clock } = await stage({ steps: [run("a", "laptop", [1000, 1200, 5000], failed)] });
    await source.next(step("a"));
    await clock.pass(5000);
    expect(source.step(step("a"))).toEqual({ at: "failed", why: { kind: "exit", status: 2 }, ms: 3800 });
  });

  test("on a step that was not recorded says so, and lets the deck go on", async () => {
    const { source } = await stage({ slides: [[], ["new"]] });
    expect(await source.next(step("new"))).toEqual({
      ok: false,
      why: expect.stringContaining("no recording") as string,
    });
    expect(source.step(step("new")).at).toBe("failed");
    expect(await source.next(step("new"))).toEqual({ ok: true, pulse: true });
  });

  test("goes on playing when the deck shows the step's fragment, and ends at once when it moves away", async () => {
    const { source, screen, clock } = await stage();
    source.place({ slide: 1, shown: [] });
    await source.next(step("a"));
    source.place({ slide: 1, shown: [step("a")] });
    await clock.pass(100);
    expect(screen.text).toBe("$ a!");
    expect(source.timeline(laptop)?.playing).toBe(true);
    source.place({ slide: 0, shown: [] });
    await clock.pass(0);
    expect(screen.text).toBe("$ ");
    expect(source.step(step("a")).at).toBe("done");
  });

  test("goes on where it is when the pane gets another screen", async () => {
    const { source, clock } = await stage();
    await source.next(step("a"));
    await clock.pass(350);
    const other = textScreen();
    source.show(laptop, other);
    await clock.pass(0);
    expect(other.text).toBe("$ a!\none ");
    await clock.pass(1100);
    expect(other.text).toBe("$ a!\none two\n$ ");
  });
});

/** A build of 30 s that was started in the background: its line was typed at once. */
const BUILD: MadePane = {
  pane: "laptop",
  events: [
    [100, "$ "],
    [1010, "make\r\n"],
    ...Array.from({ length: 15 }, (_, index) => [3000 + 2000 * index, `${index + 1} `] as const),
    [31_010, "$ "],
  ],
};
const built = {
  panes: [BUILD],
  steps: [run("a", "laptop", [1000, 1001, 31_005])],
  replay: { longestPauseMs: 60_000, speed: 1 },
};

describe("a step that runs in the background, when its place comes", () => {
  test("is typed, and then squeezed into a few seconds", async () => {
    const { source, screen, clock } = await stage({ ...built, background: ["a"] });
    await source.next(step("a"));
    await clock.pass(50);
    expect(screen.text).toBe("$ ma");
    await clock.pass(1700);
    expect(screen.text).toBe("$ make\r\n1 2 3 4 5 6 7 8 9 ");
    expect(source.step(step("a")).at).toBe("running");
    await clock.pass(1750);
    expect(screen.text).toMatch(/ 14 15 \$ $/);
    expect(source.step(step("a"))).toMatchObject({ at: "done" });
  });

  test("is shown to its end at once by a second press, also while it is typed", async () => {
    const { source, screen, clock } = await stage({ ...built, background: ["a"] });
    await source.next(step("a"));
    await clock.pass(50);
    await source.next(step("a"));
    await clock.pass(0);
    expect(screen.text).toMatch(/^\$ make\r\n1 2 .* 15 \$ $/);
    await clock.pass(5000);
    expect(screen.text).toMatch(/^\$ make\r\n1 2 .* 15 \$ $/);
  });

  test("is played as it was where it does not run in the background", async () => {
    const { source, screen, clock } = await stage(built);
    await source.next(step("a"));
    await clock.pass(4010);
    expect(screen.text).toBe("$ make\r\n1 2 ");
  });
});

test("the scrubber has the steps and follows the play; a seek stops it", async () => {
  const { source, screen, clock } = await stage();
  expect(source.timeline(laptop)).toMatchObject({
    durationMs: 60_630,
    positionMs: 100,
    playing: false,
    steps: [
      { step: "a", startMs: 1000, endMs: 5000, failed: false },
      { step: "b", startMs: 60_000, endMs: 60_600, failed: false },
    ],
  });
  await source.next(step("b"));
  await clock.pass(450);
  expect(source.timeline(laptop)).toMatchObject({ positionMs: 60_100, playing: true });
  await source.seek(laptop, 1150);
  expect(screen.text).toBe("$ a!");
  expect(source.timeline(laptop)).toMatchObject({ positionMs: 1150, playing: false });
  expect(source.step(step("b")).at).toBe("done");
});

test("nothing can be typed, cleared or reopened in a recording, and each refusal says why", async () => {
  const { source } = await stage();
  for (const answer of [source.keyboard(laptop, true), source.clear(laptop), source.reopen(laptop)]) {
    expect(await answer).toEqual({
      ok: false,
      why: expect.stringMatching(/^This is a recording: .+\.$/) as string,
    });
  }
});

test("a part that cannot be fetched is said on its pane, and fetched again when asked", async () => {
  let down = true;
  const { source, screen, clock } = await stage({
    get: (path) =>
      down && path.endsWith(".seg") ? Promise.reject(new TypeError("fetch failed")) : undefined,
  });
  expect(source.pane(laptop)).toMatchObject({
    at: "lost",
    why: expect.stringContaining("could not be fetched") as string,
  });
  await source.next(step("a"));
  await clock.pass(0);
  expect(source.step(step("a")).at).toBe("done");
  down = false;
  expect(await source.reopen(laptop)).toEqual({ ok: true });
  await clock.pass(0);
  expect(source.pane(laptop).at).toBe("open");
  expect(screen.text).toBe("$ a!\none two\n$ ");
});

test("a talk without a take gets a source that has nothing to show", async () => {
  const page = { ...pageOf([["a"]], { longestPauseMs: 1000, speed: 1 }, []), understudy: null };
  const source = await loadRecorded(page, {
    clock: fakeClock(),
    page: "http://stage.test/",
    get: () => Promise.reject(new Error("nothing is to be fetched")),
  });
  expect(source.pane(laptop)).toEqual({ at: "closed" });
  expect(source.timeline(laptop)).toBeNull();
  expect(await source.next(step("a"))).toMatchObject({ ok: false });
});
