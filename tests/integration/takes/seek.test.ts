import { expect, test } from "vitest";
import { createHeadlessScreen } from "#server/adapters/screens/headless.ts";
import { cutRecording } from "#server/adapters/takes/keyframes.ts";
import { id } from "#core/ids.ts";
import { isResize, type PlaybackPane, type Segment, type SegmentEvent } from "#core/takes/playback.ts";
import { PanePlayer } from "../../../slides/sources/playback/pane-player.ts";
import type { Clock } from "../../../slides/sources/playback/performance.ts";
import { comparedScreen, type ComparedScreen, type Picture } from "../../support/compared-screen.ts";
import { fakeClock } from "../../support/fake-clock.ts";
import { dice, longWork } from "../../../scripts/bench/long-cast.ts";

const SCROLLBACK = 300;

/** Plays the recording from its start, as if there were no keyframes. */
async function straight(cols: number, rows: number, events: readonly SegmentEvent[], ms: number) {
  const screen = comparedScreen(cols, rows, SCROLLBACK);
  let text = "";
  for (const event of events) {
    if (event[0] > ms) break;
    if (isResize(event)) {
      await screen.write(text);
      text = "";
      screen.terminal.resize(event[1], event[2]);
    } else {
      text += event[1];
    }
  }
  await screen.write(text);
  return screen.picture();
}

function playerOf(size: { cols: number; rows: number }, segments: readonly Segment[], clock: Clock) {
  let startMs = 0;
  const entries = segments.map(({ events }, index) => {
    const entry = { file: `${index}.seg`, startMs, bytes: 0 };
    startMs = events.at(-1)?.[0] ?? startMs;
    return entry;
  });
  const about: PlaybackPane = {
    pane: id("laptop"),
    title: "laptop",
    folder: "p0",
    ...size,
    scrollback: SCROLLBACK,
    durationMs: startMs,
    segments: entries,
  };
  return new PanePlayer(about, {
    segments: {
      load: (index) => {
        const segment = segments[index];
        return segment ? Promise.resolve(segment) : Promise.reject(new Error("no such segment"));
      },
      prepare: () => undefined,
    },
    clock,
    rules: { longestPauseMs: 1000, speed: 1 },
    events: { mark: () => undefined, moved: () => undefined, trouble: (why) => expect(why).toBeNull() },
    positionMs: 0,
  });
}

async function shown(screen: ComparedScreen): Promise<Picture> {
  await screen.write("");
  return screen.picture();
}

/** What of a picture is seen, without scrolling. */
function seen({ size, type, cursor: [x, y, , hidden], modes, active }: Picture): unknown {
  return { size, type, cursor: [x, y, hidden], modes, lines: active.slice(-size[1]).map(unwrapped) };
}

/** Without the line above it, nothing says whether the uppermost one goes on from there; nobody sees it. */
function unwrapped(line: string, row: number): string {
  return row === 0 ? line.slice(1) : line;
}

test.each([
  { what: "a fixed size", resizes: false, seed: 11 },
  { what: "changing sizes", resizes: true, seed: 12 },
])("a seek shows exactly what playing to that moment shows, with $what", async ({ resizes, seed }) => {
  const work = longWork({ minutes: 2, megabytes: 0.25, seed, resizes });
  const segments = await cutRecording(work, work.events, {
    scrollback: SCROLLBACK,
    screens: createHeadlessScreen,
    segmentCharacters: 8_000,
    glimpseCharacters: 1_000,
  });
  expect(segments.length).toBeGreaterThan(10);
  expect(segments.flatMap(({ glimpses }) => glimpses).length).toBeGreaterThan(10);
  const clock = fakeClock();
  const player = playerOf(work, segments, clock);
  const screen = comparedScreen(work.cols, work.rows, SCROLLBACK);
  player.show(screen.terminal);
  const roll = dice(seed);
  const rest = dice(seed + 1);
  let followed = 0;
  for (let round = 0; round < 20; round++) {
    const ms = roll(work.durationMs);
    // Some seeks are overtaken by the next one.
    if (roll(3) === 0) void player.seek(roll(work.durationMs));
    // The second is a little on, in the same segment as a rule; some come before the scrollback has followed.
    for (const to of [ms, ms + 400]) {
      const at = `at ${to} ms, round ${round}`;
      const expected = await straight(work.cols, work.rows, work.events, to);
      await player.seek(to);
      expect(seen(await shown(screen)), at).toEqual(seen(expected));
      followed += clock.timers;
      if (rest(3) > 0) await clock.pass(1000);
      if (clock.timers === 0) expect(await shown(screen), at).toEqual(expected);
    }
  }
  // Else nothing of this was tested.
  expect(followed).toBeGreaterThan(10);
});
