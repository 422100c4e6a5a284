/** Gives a recording to a terminal without a window. */
import type { ScreenBuffer } from "#server/app/ports.ts";
import { isResize, type SegmentEvent } from "#core/takes/playback.ts";

/** Resolves when the screen has parsed all `events`. */
export async function feed(screen: ScreenBuffer, events: readonly SegmentEvent[]): Promise<void> {
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

/** Resolves when the screen has parsed `text`. */
export function written(screen: ScreenBuffer, text: string): Promise<void> {
  return new Promise((resolve) => screen.write(text, resolve));
}
