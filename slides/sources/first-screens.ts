import type { PaneId } from "#core/ids.ts";
import type { Source } from "./source.ts";

/** So long a terminal waits for what it shows first; then it is opened without it. */
const PATIENCE_MS = 150;

/**
 * Fetches what recorded panes show first, beside the terminals' code. Resolves when that is there or cannot be had, and
 * at the latest after a moment: a terminal that is opened before keeps the browser from unpacking it, and draws an
 * empty screen first.
 */
export async function firstScreens(source: Source, panes: readonly PaneId[]): Promise<void> {
  const fetched = panes.map(async (pane) => {
    await source.recording(pane)?.prepare([pane], null).catch(ignore);
  });
  await Promise.race([Promise.all(fetched), pause(PATIENCE_MS)]);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function ignore(): void {
  // It is tried again when it is shown, and said then.
}
