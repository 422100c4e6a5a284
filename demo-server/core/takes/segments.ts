/** Where a pane's recording is cut so that a keyframe can begin each piece. */
import { EscapeScanner } from "./escapes.ts";
import { isResize, type SegmentEvent } from "./playback.ts";

/**
 * Characters in a segment, about: a seek writes half of it on average. Measured with a 20 MB cast, see
 * docs/performance.md: smaller makes many files, larger makes the tail slower than the keyframe.
 */
export const SEGMENT_CHARACTERS = 128 * 1024;

/** A segment this many times too long is cut wherever it can be, even within a scroll region. */
const PATIENCE = 4;

export interface SegmentPlan {
  readonly events: readonly SegmentEvent[];
  /** Follows the serialized screen in the keyframe: state that a serialized screen does not carry. */
  readonly restoring: string;
}

/** Cuts events into pieces; the first one begins with an empty screen. Never empty. */
export function planSegments(
  events: readonly SegmentEvent[],
  targetCharacters = SEGMENT_CHARACTERS,
): SegmentPlan[] {
  const scanner = new EscapeScanner();
  const plans: SegmentPlan[] = [];
  let piece: SegmentEvent[] = [];
  let characters = 0;
  let restoring = "";
  for (const event of events) {
    const enough = scanner.calm ? targetCharacters : targetCharacters * PATIENCE;
    if (characters >= enough && scanner.cuttable) {
      plans.push({ events: piece, restoring });
      piece = [];
      characters = 0;
      restoring = scanner.restoring;
    }
    piece.push(event);
    if (isResize(event)) {
      scanner.resized();
    } else {
      scanner.feed(event[1]);
      characters += event[1].length;
    }
  }
  return [...plans, { events: piece, restoring }];
}
