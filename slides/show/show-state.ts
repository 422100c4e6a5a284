import { stepsOf } from "#core/deck/model.ts";
import type { PageDeck } from "#core/deck/page.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type {
  NextPress,
  Notice,
  ShowPlace,
  ShownPane,
  ShownStep,
  ShowState,
  TalkClock,
} from "#core/show/state.ts";
import type { Source } from "../sources/source.ts";

/** All that the deck knows of its show at one moment. */
export interface Known {
  readonly page: PageDeck;
  readonly place: ShowPlace;
  /** Panes that were shown so far. */
  readonly panes: Iterable<PaneId>;
  readonly source: Source | null;
  readonly next: NextPress;
  readonly clock: TalkClock;
  readonly notice: Notice | null;
}

/** What the deck tells the other windows. */
export type Told = Omit<ShowState, "leader" | "revision">;

export function showState({ page, place, panes, source, next, clock, notice }: Known): Told {
  const steps = stepsOf(page);
  return {
    language: page.head.language,
    place,
    panes: Object.fromEntries(source ? [...panes].map((pane) => [pane, shownPane(source, pane)]) : []),
    steps: Object.fromEntries(
      steps.flatMap(({ id }): [StepId, ShownStep][] => {
        const shown = source && shownStep(source, id);
        return shown ? [[id, shown]] : [];
      }),
    ),
    next,
    clock,
    ...(notice ? { notice } : {}),
  };
}

/** Whether both say the same but for the time that went by. */
export function saysTheSame(a: Told, b: Told): boolean {
  // A clock that stands says what it stands at.
  if (!a.clock.runs && a.clock.ranMs !== b.clock.ranMs) return false;
  return withoutTime(a) === withoutTime(b);
}

function shownPane(source: Source, pane: PaneId): ShownPane {
  const state = source.pane(pane);
  const take = source.recording(pane);
  const soughtMs = take?.soughtMs(pane) ?? null;
  return {
    by: take ? "take" : "shell",
    ...(soughtMs === null ? {} : { soughtMs }),
    at: state.at,
    keyboard: state.at === "open" && state.keyboard,
    asks: source.understudy?.asks(pane) ?? null,
  };
}

function shownStep(source: Source, step: StepId): ShownStep | null {
  const state = source.step(step);
  const by = source.playedBy(step);
  switch (state.at) {
    case "idle":
      return null;
    case "typing":
    case "running": {
      const { since, ...rest } = state;
      return { by, ...rest, forMs: Math.max(0, source.now() - since) };
    }
    case "done":
    case "failed": {
      const seen = source.seen(step);
      return { by, ...(seen ? { seen } : {}), ...state };
    }
  }
}

function withoutTime(told: Told): string {
  return JSON.stringify(told, (key, value: unknown) =>
    key === "forMs" || key === "ranMs" ? undefined : value,
  );
}
