import type { Playback, PlaybackPane } from "#core/takes/playback.ts";
import type { PaneTimeline } from "../source.ts";

type Facts = Pick<PaneTimeline, "durationMs" | "steps">;

const known = new WeakMap<PlaybackPane, Facts>();

/** What of a pane's time line never changes: the same object each time, so that marks are drawn once. */
export function scrubberFacts({ steps }: Pick<Playback, "steps">, pane: PlaybackPane): Facts {
  const before = known.get(pane);
  if (before) return before;
  const own = steps.filter((step) => step.pane === pane.pane);
  const facts: Facts = {
    durationMs: own.reduce((last, { settledMs }) => Math.max(last, settledMs), pane.durationMs),
    steps: own.map(({ step, startMs, stopMs, outcome }) => ({
      step,
      startMs,
      endMs: stopMs,
      failed: outcome === "failed",
    })),
  };
  known.set(pane, facts);
  return facts;
}
