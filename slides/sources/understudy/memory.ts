import { id, type PaneId, type StepId, type TalkId } from "#core/ids.ts";

/** What a reload of the window must not forget. */
export interface Remembered {
  /** Panes that the recording draws. */
  readonly recorded: readonly PaneId[];
  /** Steps that were asked for in this window. */
  readonly asked: readonly StepId[];
  /** Steps whose last run was the recording's. */
  readonly playedByTake: readonly StepId[];
}

export interface Memory {
  /** What was kept last. */
  readonly remembered: Remembered;
  keep(now: Remembered): void;
}

const NOTHING: Remembered = { recorded: [], asked: [], playedByTake: [] };

/** Kept for this tab, until it is closed. */
export function tabMemory(talk: TalkId): Memory {
  const key = `kuroko.understudy.${talk}`;
  return {
    remembered: read(key),
    keep: (now) => {
      try {
        sessionStorage.setItem(key, JSON.stringify(now));
      } catch {
        // Without a store a reload begins live: the show goes on.
      }
    },
  };
}

function read(key: string): Remembered {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "{}") as Partial<
      Record<keyof Remembered, unknown>
    >;
    return {
      recorded: texts(kept.recorded).map(id<"pane">),
      asked: texts(kept.asked).map(id<"step">),
      playedByTake: texts(kept.playedByTake).map(id<"step">),
    };
  } catch {
    return NOTHING;
  }
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
