/** Which moment of a take's cluster belongs to a place in the deck. */
import type { PageDeck } from "../deck/page.ts";
import { bestRun } from "./manifest.ts";
import type { Playback, PlaybackStep } from "./playback.ts";
import { happened, type DeckPlace } from "./timeline.ts";

type Recorded = Pick<Playback, "steps" | "durationMs">;

/**
 * How long the cluster goes on after a step: what it began (`start --no-block`) often happens when it has ended. Until
 * the next step of any pane begins, or the take ends.
 */
export function restMs({ steps, durationMs }: Recorded, run: PlaybackStep): number {
  const next = steps.map(({ startMs }) => startMs).filter((startMs) => startMs >= run.stopMs);
  return Math.max(run.settledMs, next.length === 0 ? durationMs : Math.min(...next));
}

/**
 * The moment the map shows: when all is over that the slide's last shown step began; before its first one, when that
 * was about to be typed; on a slide without steps, what the last step before it left behind.
 */
export function clusterMsAt(page: Pick<PageDeck, "slides">, playback: Recorded, place: DeckPlace): number {
  const own = page.slides[place.slide]?.scenes.flatMap(({ steps }) => steps) ?? [];
  const runOf = (step: { readonly id: PlaybackStep["step"] }): PlaybackStep | undefined =>
    bestRun(playback, step.id);
  const shown = own.filter(({ id }) => place.shown.includes(id)).map(runOf);
  const last = shown.findLast((run) => run !== undefined);
  if (last) return restMs(playback, last);
  const first = own.map(runOf).find((run) => run !== undefined);
  if (first) return first.startMs;
  const before = happened(page, place)
    .map(({ step }) => bestRun(playback, step))
    .findLast((run) => run !== undefined);
  if (before) return restMs(playback, before);
  return playback.steps.reduce((earliest, { startMs }) => Math.min(earliest, startMs), playback.durationMs);
}
