/** Runs a pane's recording through a terminal without a window and keeps its screen at every cut. */
import type { ScreenBuffer, ScreenFactory } from "#server/app/ports.ts";
import type { Size } from "#core/protocol/messages.ts";
import { isResize, type Keyframe, type Segment, type SegmentEvent } from "#core/takes/playback.ts";
import { SegmentCutter } from "#core/takes/segments.ts";

/** Lines that are compared to judge a keyframe: what a segment wrote, nearly always. */
const COMPARED_LINES = 200;

export interface CutRules {
  readonly scrollback: number;
  readonly screens: ScreenFactory;
  readonly segmentCharacters?: number;
}

/**
 * Cuts a recording into segments. A keyframe is kept only if it gives the same screen, and if its segment, played
 * from it, ends on the screen that the whole recording shows there: what a serialized screen cannot carry makes a
 * longer segment, never a wrong one.
 */
export async function cutRecording(
  size: Size,
  events: readonly SegmentEvent[],
  { scrollback, screens, segmentCharacters }: CutRules,
): Promise<Segment[]> {
  const straight = screens(size, scrollback);
  const cutter = new SegmentCutter(segmentCharacters);
  const segments: Segment[] = [];
  let keyframe: Keyframe = { ...size, text: "" };
  let piece: SegmentEvent[] = [];
  let fed = 0;

  const catchUp = async () => {
    await feed(straight, piece.slice(fed));
    fed = piece.length;
  };
  const close = async () => {
    const before = segments.at(-1);
    if (!before || (await endsAs(straight, keyframe, piece, screens, scrollback))) {
      segments.push({ keyframe, events: piece });
    } else {
      segments[segments.length - 1] = { ...before, events: [...before.events, ...piece] };
    }
  };

  try {
    for (const event of events) {
      if (cutter.due) {
        await catchUp();
        const next = await keyframeOf(straight, screens, scrollback);
        if (next) {
          await close();
          keyframe = next;
          piece = [];
          fed = 0;
          cutter.cut();
        } else {
          cutter.postpone();
        }
      }
      piece.push(event);
      cutter.add(event);
    }
    await catchUp();
    await close();
    return segments;
  } finally {
    straight.dispose();
  }
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
