import type { Stroke } from "#core/takes/playback.ts";
import type { Screen } from "../source.ts";

/** RIS: resets the terminal in order with the text around it, whatever sequence was half written before. */
const RESET = "\u001bc";

/**
 * Writes strokes to a screen, in order with what was written before. `written` is called as soon as nothing more is
 * to be written; the promise resolves when all is parsed. Stops where `current` says that something newer is drawn.
 */
export async function paint(
  screen: Screen,
  strokes: readonly Stroke[],
  how: { readonly afresh: boolean; readonly current: () => boolean; readonly written: () => void },
): Promise<void> {
  for (const [index, { cols, rows, text }] of strokes.entries()) {
    if (!how.current()) return;
    const afresh = how.afresh && index === 0;
    if (screen.cols !== cols || screen.rows !== rows) {
      // An empty screen has nothing to rewrap.
      if (afresh) screen.reset();
      screen.resize(cols, rows);
    }
    const parsed = write(screen, (afresh ? RESET : "") + text);
    if (index === strokes.length - 1) how.written();
    await parsed;
  }
}

/** Resolves when the screen has parsed `text`. */
export function write(screen: Screen, text: string): Promise<void> {
  return new Promise((resolve) => screen.write(text, resolve));
}
