import { changesTo } from "#core/cluster/apply.ts";
import type { Cluster, ClusterChange } from "#core/cluster/model.ts";
import { shifted } from "#core/cluster/rewrite.ts";
import { timelineLine } from "#core/cluster/timeline.ts";
import type { ClusterSourceKind, Step } from "#core/deck/model.ts";
import type { PaneId } from "#core/ids.ts";
import type { StepState } from "#core/steps/machine.ts";
import type { RecordedCluster, RecordedStep, TakeManifest } from "#core/takes/manifest.ts";
import { failureWithTexts } from "#core/steps/failure.ts";
import type { PaneSession } from "./pane-session.ts";
import { PaneRecording } from "./pane-recording.ts";
import type { ChannelEnd, Clock, TakeStore, TakeWriter } from "./ports.ts";

export interface RecorderParts {
  readonly store: TakeStore;
  readonly clock: Clock;
  /** Cuts secrets out of a line of the talk. */
  readonly redact: (line: string) => string;
  readonly onTrouble: (message: string) => void;
}

/** What a take says of itself before anything is in it. */
export type TakeFacts = Omit<TakeManifest, "durationMs" | "panes" | "steps">;

/** Records one run of the talk: a cast for each pane and the manifest. The take begins with its first shell. */
export class TakeRecorder {
  readonly #facts: TakeFacts;
  readonly #parts: RecorderParts;
  readonly #panes = new Map<PaneId, PaneRecording>();
  readonly #steps: RecordedStep[] = [];
  /** Null in it: the take could not be begun. */
  #writer: Promise<TakeWriter | null> | null = null;
  #cluster: RecordedCluster | null = null;
  #startedAt = 0;

  constructor(facts: TakeFacts, parts: RecorderParts) {
    this.#facts = facts;
    this.#parts = parts;
  }

  shellBegan(session: PaneSession): void {
    const { id: pane } = session.pane;
    if (this.#panes.has(pane)) return;
    this.#writer ??= this.#begin();
    const recording = new PaneRecording(
      session,
      this.#nowMs(),
      () => this.#nowMs(),
      (text) => this.#write((writer) => writer.append(pane, text)),
    );
    this.#panes.set(pane, recording);
    this.#save();
  }

  shellEnded(pane: PaneId, end: ChannelEnd): void {
    if (end.why === "exited") this.#panes.get(pane)?.exited(end.status ?? 0);
  }

  /** The take has the cluster from now on, beginning with what it looks like. Its times are the clock's. */
  clusterBegan(source: ClusterSourceKind, cluster: Cluster): void {
    if (this.#cluster) return;
    this.#cluster = { source, file: "cluster.jsonl" };
    this.clusterChanged(changesTo(cluster));
    this.#save();
  }

  clusterChanged(changes: readonly ClusterChange[]): void {
    if (!this.#cluster || changes.length === 0) return;
    const atMs = this.#nowMs();
    const lines = changes.map((change) =>
      timelineLine([atMs, shifted(change, -Math.round(this.#startedAt))]),
    );
    this.#write((writer) => writer.appendCluster(lines.join("")));
  }

  stepBegan(step: Step): void {
    this.#panes.get(step.pane)?.stepBegan(step.id);
    this.#steps.push({
      step: step.id,
      pane: step.pane,
      lines: step.lines.map(this.#parts.redact),
      startMs: this.#nowMs(),
      enterMs: null,
      endMs: null,
      status: null,
      outcome: "open",
    });
    this.#save();
  }

  stepEntered(step: Step): void {
    this.#change(step, (run) => ({ ...run, enterMs: this.#nowMs() }));
    this.#save();
  }

  stepEnteredAgain(step: Step): void {
    this.#panes.get(step.pane)?.stepEnteredAgain(step.id);
  }

  stepSettled(step: Step, state: StepState): void {
    const pane = this.#panes.get(step.pane);
    pane?.stepEnded(step.id, () => {
      this.#change(step, (run) => ({
        ...run,
        endMs: this.#nowMs(),
        ...outcomeOf(state, this.#parts.redact),
        ...pane.limits,
      }));
      this.#save();
    });
  }

  /** Everything that was recorded is on disk when this resolves. */
  async close(): Promise<void> {
    if (!this.#writer) return;
    for (const pane of this.#panes.values()) pane.close();
    this.#save();
    await (await this.#writer)?.close();
  }

  async #begin(): Promise<TakeWriter | null> {
    this.#startedAt = this.#parts.clock.now();
    try {
      const writer = await this.#parts.store.begin(this.#manifest());
      writer.onTrouble(this.#parts.onTrouble);
      return writer;
    } catch (error) {
      this.#parts.onTrouble(
        `This run is not recorded: ${error instanceof Error ? error.message : String(error)}`,
      );
      return null;
    }
  }

  /** Newest run of the step: a step can be run again. */
  #change(step: Step, change: (run: RecordedStep) => RecordedStep): void {
    const index = this.#steps.findLastIndex((run) => run.step === step.id);
    const run = this.#steps[index];
    if (run) this.#steps[index] = change(run);
  }

  #nowMs(): number {
    return Math.round(this.#parts.clock.now() - this.#startedAt);
  }

  #save(): void {
    const manifest = this.#manifest();
    this.#write((writer) => writer.save(manifest));
  }

  #write(write: (writer: TakeWriter) => void): void {
    void this.#writer?.then((writer) => {
      if (writer) write(writer);
    });
  }

  #manifest(): TakeManifest {
    return {
      ...this.#facts,
      durationMs: this.#nowMs(),
      panes: [...this.#panes.values()].map((recording) => recording.described),
      steps: [...this.#steps],
      ...(this.#cluster ? { cluster: this.#cluster } : {}),
    };
  }
}

function outcomeOf(
  state: StepState,
  redact: (line: string) => string,
): Pick<RecordedStep, "status" | "outcome" | "failure"> {
  switch (state.at) {
    case "done":
      return { status: state.status, outcome: "done" };
    case "failed": {
      const status = state.why.kind === "exit" ? state.why.status : null;
      return { status, outcome: "failed", failure: failureWithTexts(state.why, redact) };
    }
    case "idle":
    case "typing":
    case "running":
      return { status: null, outcome: "open" };
  }
}
