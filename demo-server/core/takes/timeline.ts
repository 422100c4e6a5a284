/** Where on a take's clock a pane stands, for a place in the deck. */
import type { PageDeck } from "../deck/page.ts";
import type { PaneId, StepId } from "../ids.ts";
import { bestRun, type RecordedStep } from "./manifest.ts";
import { isResize, type Playback, type PlaybackStep, type SegmentEvent } from "./playback.ts";

/** A silence this long after a step's end means that nothing more of it comes. */
const SETTLE_GAP_MS = 150;
/** The prompt is waited for no longer than this. */
const SETTLE_AT_MOST_MS = 500;

/** Finds the moments of each step in its pane's events. `eventsOf` gives a pane's events in time order. */
export function timeSteps(
  steps: readonly RecordedStep[],
  eventsOf: (pane: PaneId) => readonly SegmentEvent[],
  durationMs: number,
): PlaybackStep[] {
  return steps.map((step) => {
    const events = eventsOf(step.pane);
    const nextMs = steps
      .filter((other) => other.pane === step.pane && other.startMs > step.startMs)
      .reduce((first, other) => Math.min(first, other.startMs), Infinity);
    const stopMs = step.endMs ?? Math.min(nextMs, Math.max(durationMs, events.at(-1)?.[0] ?? 0));
    return {
      ...step,
      readyMs: lastBefore(events, step.startMs) ?? 0,
      stopMs,
      settledMs: settled(events, stopMs, nextMs),
    };
  });
}

function lastBefore(events: readonly SegmentEvent[], ms: number): number | undefined {
  return events.findLast((event) => event[0] < ms)?.[0];
}

function settled(events: readonly SegmentEvent[], stopMs: number, nextMs: number): number {
  let at = stopMs;
  for (const event of events) {
    const [ms] = event;
    if (ms <= stopMs) continue;
    // Another size belongs to what comes next: the step ended in the one before.
    if (isResize(event)) break;
    if (ms >= nextMs || ms - at > SETTLE_GAP_MS || ms - stopMs > SETTLE_AT_MOST_MS) break;
    at = ms;
  }
  return at;
}

/** Where the deck stands, as `Place` in `slides/sources/source.ts`. */
export interface DeckPlace {
  readonly slide: number;
  readonly shown: readonly StepId[];
}

/** The steps that have happened at a place, in deck order: those of earlier slides, and of this one those shown. */
export function happened(page: Pick<PageDeck, "slides">, place: DeckPlace): { pane: PaneId; step: StepId }[] {
  const shown = new Set(place.shown);
  return page.slides
    .slice(0, place.slide + 1)
    .flatMap((slide, index) =>
      slide.scenes.flatMap(({ pane, steps }) =>
        steps
          .filter((step) => index < place.slide || shown.has(step.id))
          .map((step) => ({ pane, step: step.id })),
      ),
    );
}

/**
 * The moment a pane shows at a place: the end of its last step that has happened, or the prompt before its first one.
 * On a slide whose first step in the pane is still to come, it is the prompt before that one: by then the pane had
 * the size that it has on this slide. Steps that the take lacks change nothing.
 */
export function positionAt(
  page: Pick<PageDeck, "slides">,
  playback: Pick<Playback, "steps" | "durationMs">,
  pane: PaneId,
  place: DeckPlace,
): number {
  const runs = happened(page, place)
    .filter((past) => past.pane === pane)
    .map((past) => bestRun(playback, past.step))
    .filter((run) => run !== undefined);
  const last = runs.at(-1);
  if (last) return Math.max(last.settledMs, firstReadyMs(page, playback, pane, place));
  const starts = playback.steps.filter((step) => step.pane === pane).map((step) => step.readyMs);
  return starts.length === 0 ? playback.durationMs : Math.min(...starts);
}

/** When the first step of this pane was about to be typed on the slide, if none of them is shown yet; else 0. */
function firstReadyMs(
  page: Pick<PageDeck, "slides">,
  playback: Pick<Playback, "steps">,
  pane: PaneId,
  { slide, shown }: DeckPlace,
): number {
  const steps = page.slides[slide]?.scenes
    .filter((scene) => scene.pane === pane)
    .flatMap((scene) => scene.steps);
  const [first] = steps ?? [];
  if (!first || steps?.some((step) => shown.includes(step.id))) return 0;
  return bestRun(playback, first.id)?.readyMs ?? 0;
}
