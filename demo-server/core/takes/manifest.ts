import type { ClusterSourceKind } from "../deck/model.ts";
import type { PaneId, StepId, TakeId, TalkId } from "../ids.ts";
import type { Failure } from "../steps/machine.ts";

/**
 * What a take holds besides its casts, kept as `take.json` in the take's folder. All times are milliseconds on
 * the take's one clock, which starts with the take. Rewritten whole (atomically) whenever a step begins, is
 * entered or ends.
 */
export interface TakeManifest {
  readonly version: 1;
  readonly id: TakeId;
  readonly talk: TalkId;
  readonly title: string;
  readonly language: string;
  /** ISO 8601, UTC. */
  readonly recordedAt: string;
  /** Where it ran, in words for the audience: `Debian GNU/Linux 12, 2 cores`. */
  readonly recordedOn: string;
  /** kuroko's own version. */
  readonly kuroko: string;
  readonly durationMs: number;
  readonly panes: readonly RecordedPane[];
  /** In the order in which they began; a step that was run again is there twice. */
  readonly steps: readonly RecordedStep[];
  /** The cluster's timeline; absent where the talk has no cluster. */
  readonly cluster?: RecordedCluster;
}

export interface RecordedCluster {
  readonly source: ClusterSourceKind;
  /**
   * File in the take's folder, `cluster.jsonl`: each line is `[ms, change]` with a `ClusterChange`, in order, on the
   * take's clock; so are the times in the changes.
   */
  readonly file: string;
}

export interface RecordedPane {
  readonly pane: PaneId;
  readonly title: string;
  /** File in the take's folder: `laptop.cast`, an asciicast v3. */
  readonly file: string;
  /** When the cast's own clock started, on the take's clock. */
  readonly startsAtMs: number;
  readonly cols: number;
  readonly rows: number;
}

export interface RecordedStep {
  readonly step: StepId;
  readonly pane: PaneId;
  /** The lines that were typed, redacted. */
  readonly lines: readonly string[];
  /** First character typed. */
  readonly startMs: number;
  /** Enter pressed; null while it was still being typed. */
  readonly enterMs: number | null;
  /** The prompt was back (or the pane was lost); null where the recording stopped before. */
  readonly endMs: number | null;
  readonly status: number | null;
  readonly outcome: "done" | "failed" | "open";
  /** Why it failed, redacted. */
  readonly failure?: Failure;
  /** Set where output was left out because the step printed too much: what was kept are screens. */
  readonly keptScreensAfterMs?: number;
}

/** The run of a step that a replay shows: the last one that was done, or else the last one. */
export function bestRun<Run extends RecordedStep>(
  manifest: { readonly steps: readonly Run[] },
  step: StepId,
): Run | undefined {
  const runs = manifest.steps.filter((run) => run.step === step);
  return runs.findLast((run) => run.outcome === "done") ?? runs.at(-1);
}
