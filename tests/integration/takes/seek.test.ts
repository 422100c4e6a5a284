import { expect, test } from "vitest";
import { createHeadlessScreen } from "#server/adapters/screens/headless.ts";
import { cutRecording } from "#server/adapters/takes/keyframes.ts";
import { id } from "#core/ids.ts";
import { isResize, type PlaybackPane, type Segment, type SegmentEvent } from "#core/takes/playback.ts";
import { PanePlayer } from "../../../slides/sources/playback/pane-player.ts";
import { comparedScreen, type ComparedScreen } from "../../support/compared-screen.ts";
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

function playerOf(size: { cols: number; rows: number }, segments: readonly Segment[]) {
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
    clock: { now: () => 0, after: () => ({ dispose: () => undefined }) },
    rules: { longestPauseMs: 1000, speed: 1 },
    events: { mark: () => undefined, moved: () => undefined, trouble: (why) => expect(why).toBeNull() },
    positionMs: 0,
  });
}

async function shown(screen: ComparedScreen): Promise<unknown> {
  await screen.write("");
  return screen.picture();
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
  });
  expect(segments.length).toBeGreaterThan(10);
  const player = playerOf(work, segments);
  const screen = comparedScreen(work.cols, work.rows, SCROLLBACK);
  player.show(screen.terminal);
  const roll = dice(seed);
  for (let round = 0; round < 20; round++) {
    const ms = roll(work.durationMs);
    // Some seeks are overtaken by the next one.
    if (roll(3) === 0) void player.seek(roll(work.durationMs));
    await player.seek(ms);
    expect(await shown(screen), `at ${ms} ms, round ${round}`).toEqual(
      await straight(work.cols, work.rows, work.events, ms),
    );
    // A little on, in the same segment as a rule.
    await player.seek(ms + 400);
    expect(await shown(screen), `400 ms after ${ms}`).toEqual(
      await straight(work.cols, work.rows, work.events, ms + 400),
    );
  }
});
