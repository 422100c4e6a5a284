import { readCast } from "#core/takes/asciicast.ts";
import { isCastProblem, type Cast } from "#core/takes/cast.ts";
import type { SegmentEvent } from "#core/takes/playback.ts";
import { TakeError } from "./read.ts";

/** The text of a cast as a recording. Throws a `TakeError` with the line of the mistake. */
export function parseCast(text: string): Cast {
  const cast = readCast(text);
  if (isCastProblem(cast)) throw new TakeError("damaged", cast.message, { line: cast.line });
  return cast;
}

/** What changes the screen, with the times of the take's clock. */
export function screenEvents(cast: Cast, startsAtMs: number): SegmentEvent[] {
  return cast.events.flatMap((event): SegmentEvent[] => {
    const atMs = event.atMs + startsAtMs;
    switch (event.kind) {
      case "output":
        return [[atMs, event.data]];
      case "resize":
        return [[atMs, event.cols, event.rows]];
      case "input":
      case "marker":
      case "exit":
        return [];
    }
  });
}
