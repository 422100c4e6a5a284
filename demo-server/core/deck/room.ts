import type { Slide } from "./model.ts";
import type { Report } from "./scene.ts";

/** How many terminals and maps one slide can show so that they are read from the last row. */
const PLACES = 4;

/** Says which terminal or map of a slide is one too many. All are shown, as small as they are then. */
export function checkRoom({ scenes, mapLine }: Pick<Slide, "scenes" | "mapLine">, report: Report): void {
  const lines = new Map<string, number>();
  for (const { pane, line } of scenes) if (!lines.has(pane)) lines.set(pane, line);
  const places = [...lines.values(), ...(mapLine === undefined ? [] : [mapLine])].sort((a, b) => a - b);
  const extra = places[PLACES];
  if (extra === undefined) return;
  report(extra, "a slide has room for four terminals, the map among them: show the others on another slide");
}
