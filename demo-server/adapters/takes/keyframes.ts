/** Runs a pane's recording through a terminal without a window and keeps its screen at every cut. */
import type { ScreenBuffer, ScreenFactory } from "#server/app/ports.ts";
import type { Size } from "#core/protocol/messages.ts";
import { isResize, type Keyframe, type Segment, type SegmentEvent } from "#core/takes/playback.ts";
import { planSegments } from "#core/takes/segments.ts";

/** Lines that are compared to judge a keyframe: what a segment wrote, nearly always. */
const COMPARED_LINES = 200;

export interface CutRules {
  readonly scrollback: number;
  readonly screens: ScreenFactory;
  readonly segmentCharacters?: number;
}

/**
 * Cuts a recording into segments. A keyframe is kept only if its segment, played from it, ends on the screen that
 * the whole recording shows there: what a serialized screen cannot carry makes a longer segment, never a wrong one.
 */
export async function cutRecording(
  size: Size,
  events: readonly SegmentEvent[],
  { scrollback, screens, segmentCharacters }: CutRules,
): Promise<Segment[]> {
  const straight = screens(size, scrollback);
  const segments: Segment[] = [];
  try {
    for (const plan of planSegments(events, segmentCharacters)) {
      const keyframe = keyframeOf(straight, scrollback, plan.restoring);
      await feed(straight, plan.events);
      const before = segments.at(-1);
      if (!before) {
        segments.push({ keyframe: { ...size, text: "" }, events: plan.events });
      } else if (await endsAs(straight, keyframe, plan.events, screens, scrollback)) {
        segments.push({ keyframe, events: plan.events });
      } else {
        segments[segments.length - 1] = { ...before, events: [...before.events, ...plan.events] };
      }
    }
    return segments;
  } finally {
    straight.dispose();
  }
}

function keyframeOf(screen: ScreenBuffer, scrollback: number, restoring: string): Keyframe {
  return { ...screen.size, text: screen.serialize(scrollback) + restoring };
}

async function endsAs(
  straight: ScreenBuffer,
  keyframe: Keyframe,
  events: readonly SegmentEvent[],
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

async function feed(screen: ScreenBuffer, events: readonly SegmentEvent[]): Promise<void> {
  let texts: string[] = [];
  for (const event of events) {
    if (isResize(event)) {
      await written(screen, texts.join(""));
      texts = [];
      screen.resize({ cols: event[1], rows: event[2] });
    } else {
      texts.push(event[1]);
    }
  }
  await written(screen, texts.join(""));
}

function written(screen: ScreenBuffer, text: string): Promise<void> {
  return new Promise((resolve) => screen.write(text, resolve));
}
