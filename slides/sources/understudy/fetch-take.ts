import type { PaneId, StepId } from "#core/ids.ts";
import type { Refusal } from "#core/understudy/model.ts";
import type { Clock } from "../playback/performance.ts";
import type { RecordedSource } from "../source.ts";

/** A recording that is not there by then is taken for damaged: the presenter must not wait for it. */
const FETCH_WITHIN_MS = 3000;

export interface Wanted {
  readonly panes: ReadonlySet<PaneId>;
  /** What it begins with; null where it only shows how the deck stands. */
  readonly step: StepId | null;
  /** Whether the window has shown a pane. */
  readonly isOpen: (pane: PaneId) => boolean;
}

/** Gets ready what the recording draws first; why it cannot be had, or null. */
export async function fetchTake(
  loading: Promise<RecordedSource>,
  { panes, step, isOpen }: Wanted,
  clock: Clock,
): Promise<Refusal | null> {
  const late = new Promise<Refusal>((resolve) => {
    clock.after(FETCH_WITHIN_MS, () => resolve("damaged"));
  });
  const fetched = loading.then(async (take): Promise<Refusal | null> => {
    const known = [...panes].filter((pane) => take.timeline(pane) !== null);
    if (known.length === 0 || (step !== null && !take.plays(step))) return "lacksStep";
    await take.prepare(known.filter(isOpen), step);
    return null;
  });
  return Promise.race([fetched.catch((): Refusal => "damaged"), late]);
}
