/** Runs a pane's recording through a terminal without a window and keeps its screen at every cut. */
import type { ScreenBuffer, ScreenFactory } from "#server/app/ports.ts";
import type { Size } from "#core/protocol/messages.ts";
import { isResize, type Keyframe, type Segment, type SegmentEvent } from "#core/takes/playback.ts";
import { SegmentCutter } from "#core/takes/segments.ts";
import { feed, written } from "./feed.ts";
import { GlimpseTaker } from "./glimpses.ts";

/** Lines that are compared to judge a keyframe: what a segment wrote, nearly always. */
const COMPARED_LINES = 200;

export interface CutRules {
  readonly scrollback: number;
  readonly screens: ScreenFactory;
  readonly segmentCharacters?: number;
  readonly glimpseCharacters?: number;
}

/**
 * Cuts a recording into segments. A keyframe is kept only if it gives the same screen, and if its segment, played
 * from it, ends on the screen that the whole recording shows there: what a serialized screen cannot carry makes a
 * longer segment, never a wrong one.
 */
export async function cutRecording(
  size: Size,
  events: readonly SegmentEvent[],
  { scrollback, screens, segmentCharacters, glimpseCharacters }: CutRules,
): Promise<Segment[]> {
  const straight = screens(size, scrollback);
  const cutter = new SegmentCutter(segmentCharacters);
  const glimpses = new GlimpseTaker(screens, glimpseCharacters);
  const segments: Segment[] = [];
  let keyframe: Keyframe = { ...size, text: "" };
  let piece: SegmentEvent[] = [];
  let fed = 0;

  const catchUp = async () => {
    await feed(straight, piece.slice(fed));
    fed = piece.length;
  };
  const close = async (next: Keyframe) => {
    const segment: Segment = { keyframe, events: piece, glimpses: await glimpses.end(straight, next) };
    const before = segments.at(-1);
    if (!before || (await endsAs(straight, segment, screens, scrollback))) segments.push(segment);
    else segments[segments.length - 1] = joined(before, segment);
    keyframe = next;
    piece = [];
    fed = 0;
  };

  try {
    for (const event of events) {
      if (cutter.due) {
        await catchUp();
        const next = await keyframeOf(straight, screens, scrollback);
        if (next) {
          await close(next);
          cutter.cut();
        } else {
          cutter.postpone();
        }
      }
      if (glimpses.due || isResize(event)) {
        await catchUp();
        await (isResize(event) ? glimpses.confirm(straight) : glimpses.take(straight));
      }
      piece.push(event);
      cutter.add(event);
      glimpses.add(event);
    }
    await catchUp();
    await close(keyframe);
    return segments;
  } finally {
    straight.dispose();
    glimpses.dispose();
  }
}

/** One segment of two: the second one's keyframe turned out to be no good. */
function joined(first: Segment, second: Segment): Segment {
  // A glimpse has no size of its own: see `Segment`.
  const later = first.events.some(isResize) ? [] : second.glimpses;
  return {
    keyframe: first.keyframe,
    events: [...first.events, ...second.events],
    glimpses: [
      ...first.glimpses,
      ...later.map(({ after, text }) => ({ after: first.events.length + after, text })),
    ],
  };
}

/** Null where the screen cannot be given exactly: when the cursor waits behind the last column, for one. */
async function keyframeOf(
  screen: ScreenBuffer,
  screens: ScreenFactory,
  scrollback: number,
): Promise<Keyframe | null> {
  // The screen alone is the quicker test, and the one that fails.
  for (const lines of [0, scrollback]) {
    const drawn = screen.serialize(lines);
    const copy = screens(screen.size, lines);
    try {
      await written(copy, drawn);
      if (copy.serialize(lines) !== drawn) return null;
    } finally {
      copy.dispose();
    }
    if (lines === scrollback) return { ...screen.size, text: drawn };
  }
  return null;
}

async function endsAs(
  straight: ScreenBuffer,
  { keyframe, events }: Segment,
  screens: ScreenFactory,
  scrollback: number,
): Promise<boolean> {
  const copy = screens(keyframe, scrollback);
  try {
    await written(copy, keyframe.text);
    await feed(copy, events);
    return copy.serialize(COMPARED_LINES) === straight.serialize(COMPARED_LINES);
  } finally {
    copy.dispose();
  }
}
