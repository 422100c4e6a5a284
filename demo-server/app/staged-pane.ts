import type { KeptOutput } from "#core/compare/kept-output.ts";
import type { Pane, Step } from "#core/deck/model.ts";
import type { Size } from "#core/protocol/messages.ts";
import type { BackgroundRuns } from "./background-runs.ts";
import type { OutputCompare } from "./output-compare.ts";
import { PaneSession, type PaneListener, type PaneParts } from "./pane-session.ts";
import type { Disposable } from "./ports.ts";
import { SceneRunner, type RunListener } from "./scene-runner.ts";
import type { StageCluster } from "./stage-cluster.ts";
import type { TellStage } from "./stage-listener.ts";
import type { TakeRecorder } from "./take-recorder.ts";
import { whyEnded } from "./why-ended.ts";

/** Who hears of the panes of a stage, of what is printed there and of what runs there. */
export interface PaneHearers {
  readonly recorder: TakeRecorder;
  readonly cluster: StageCluster;
  readonly compare: OutputCompare;
  readonly backgroundRuns: BackgroundRuns;
  readonly tell: TellStage;
}

/** A pane on stage, and what runs its steps. */
export class StagedPane implements Disposable {
  readonly session: PaneSession;
  readonly runner: SceneRunner;
  readonly #parts: PaneParts;
  readonly #hearers: PaneHearers;

  constructor(pane: Pane, size: Size, parts: PaneParts, hearers: PaneHearers) {
    this.#parts = parts;
    this.#hearers = hearers;
    this.session = new PaneSession(pane, size, parts, this.#ofShell(pane));
    this.runner = new SceneRunner(this.session, parts.clock, this.#ofSteps(pane));
  }

  dispose(): void {
    this.runner.dispose();
    this.session.dispose();
  }

  #ofShell({ id }: Pane): PaneListener {
    const { recorder, cluster, backgroundRuns, tell } = this.#hearers;
    return {
      stateChanged: (state) => tell((listener) => listener.paneChanged(id, state)),
      printed: (text) => {
        this.runner.printed(text);
        cluster.printed(id, text);
      },
      readsAll: () => this.runner.reads || cluster.reads(id),
      marked: (mark) => {
        if (mark.at === "commandStart") backgroundRuns.entered(id);
        this.runner.marked(mark);
      },
      began: () => {
        backgroundRuns.forget(id);
        this.runner.began();
        recorder.shellBegan(this.session);
        cluster.takeBegan();
      },
      ended: (end) => {
        recorder.shellEnded(id, end);
        this.runner.lost(whyEnded(end));
      },
    };
  }

  #ofSteps({ id }: Pane): RunListener {
    const { recorder, compare, backgroundRuns, tell } = this.#hearers;
    return {
      stepChanged: (step, state) =>
        tell((listener) => listener.stepChanged(step.id, state, this.#parts.clock.now())),
      stepBegan: (step) => {
        backgroundRuns.begin(step, this.session);
        compare.forget(step.id);
        recorder.stepBegan(step);
      },
      stepEntered: (step) => recorder.stepEntered(step),
      stepEnteredAgain: (step) => recorder.stepEnteredAgain(step),
      stepSettled: (step, state, output) => {
        backgroundRuns.settled(id);
        recorder.stepSettled(step, state);
        if (output && state.at !== "idle") void this.#lookAt(step, output);
        tell((listener) => listener.stepSettled?.(step.id));
      },
    };
  }

  async #lookAt(step: Step, output: KeptOutput): Promise<void> {
    const { compare, tell } = this.#hearers;
    const seen = await compare.look(step, output);
    if (seen) tell((listener) => listener.stepSeen?.(step.id, seen));
  }
}
