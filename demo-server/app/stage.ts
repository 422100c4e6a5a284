import type { LearnedOutputs } from "#core/compare/learn.ts";
import { backgroundStepsFrom, findStep, type FoundStep } from "#core/deck/find-step.ts";
import type { Deck } from "#core/deck/model.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { Action, Answer, Size, StageView } from "#core/protocol/messages.ts";
import { sentence } from "#core/sentences.ts";
import type { BackgroundRun } from "#core/show/background-run.ts";
import { idle, type StepState } from "#core/steps/machine.ts";
import { BackgroundRuns } from "./background-runs.ts";
import type { ClusterParts } from "./cluster-watch.ts";
import { OutputCompare } from "./output-compare.ts";
import { actOnShell, actOnStep, type ShellAction, type StepAction } from "./pane-actions.ts";
import type { PaneSession } from "./pane-session.ts";
import type { Disposable } from "./ports.ts";
import { isReset, noReset, unknownPane, unknownStep } from "./refusals.ts";
import { StageCluster } from "./stage-cluster.ts";
import type { StageListener, TellStage } from "./stage-listener.ts";
import { StagePanes, type StagePanesParts } from "./stage-panes.ts";
import { StageReset, type StageResetParts } from "./stage-reset.ts";
import type { TakeRecorder } from "./take-recorder.ts";

export interface StageParts extends StagePanesParts {
  readonly recorder: TakeRecorder;
  /** What is needed to watch a cluster, where the talk has one. */
  readonly cluster: Omit<ClusterParts, "clock">;
  /** What the steps printed in the understudy, by the rules of this deck. */
  readonly learn: (deck: Deck) => Promise<LearnedOutputs>;
  readonly reset: Pick<StageResetParts, "run" | "redact">;
  /** New with every start of the server. */
  readonly run: string;
}

/** What the stage was before the server was restarted. */
export interface StageBefore {
  readonly steps: ReadonlyMap<StepId, StepState>;
  /** Panes whose shells died. */
  readonly panes: readonly PaneId[];
}

/** The live state of the show: panes, steps, and what is asked of them. Knows no sockets. */
export class Stage implements Disposable {
  readonly #parts: StageParts;
  readonly #listeners = new Set<StageListener>();
  readonly #cluster: StageCluster;
  readonly #compare: OutputCompare;
  readonly #backgroundRuns: BackgroundRuns;
  readonly #panes: StagePanes;
  readonly #reset: StageReset;
  /** Where the deck stood when it was heard last. */
  #arrived: Arrival = { do: "arrive", slide: 0 };
  #deck: Deck;

  constructor(deck: Deck, parts: StageParts) {
    const { clock, recorder } = parts;
    const tell: TellStage = (what) => {
      for (const listener of this.#listeners) what(listener);
    };
    this.#deck = deck;
    this.#parts = parts;
    this.#backgroundRuns = new BackgroundRuns(clock);
    this.#compare = new OutputCompare(deck, parts.learn);
    this.#reset = new StageReset({ ...parts, ...parts.reset }, (state) =>
      tell((listener) => listener.resetChanged?.(state)),
    );
    this.#cluster = new StageCluster(deck, { ...parts.cluster, clock }, recorder, (news) =>
      tell((listener) => listener.clusterChanged(news)),
    );
    this.#panes = new StagePanes(deck, parts, {
      recorder,
      cluster: this.#cluster,
      compare: this.#compare,
      backgroundRuns: this.#backgroundRuns,
      tell,
    });
  }

  get view(): StageView {
    const cluster = this.#cluster.snapshot;
    return {
      run: this.#parts.run,
      ...this.#panes.view,
      seen: Object.fromEntries(this.#compare.seen),
      ...(cluster ? { cluster } : {}),
      reset: { lines: this.#reset.lines(this.#deck.reset), state: this.#reset.state },
      now: this.#parts.clock.now(),
    };
  }

  /** Goes on where a stage was cut off: what is over stays so, and new shells say that they are new. */
  resume({ steps, panes }: StageBefore): void {
    for (const [id, state] of steps) {
      const pane = findStep(this.#deck, id)?.step.pane;
      if (pane !== undefined) this.#panes.pane(pane)?.runner.resume(id, state);
    }
    this.#panes.cutOff(panes);
  }

  listen(listener: StageListener): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  step(id: StepId): StepState {
    const pane = findStep(this.#deck, id)?.step.pane;
    return (pane && this.#panes.staged.get(pane)?.runner.state(id)) ?? idle;
  }

  /** [P53] What a step that was started in the background has printed so far; null where that is not kept. */
  backgroundRun(step: StepId): BackgroundRun | null {
    return this.#backgroundRuns.run(step);
  }

  /** The pane's session, made when it is first asked for; undefined where the talk has no such pane. */
  session(pane: PaneId, size?: Size): PaneSession | undefined {
    return this.#panes.pane(pane, size)?.session;
  }

  /** The talk was edited. Shells, and the states of steps that are still there, stay as they are. */
  update(deck: Deck): void {
    this.#deck = deck;
    this.#cluster.update(deck);
    this.#compare.update(deck);
    this.#panes.update(deck);
  }

  async ask(action: Action): Promise<Answer> {
    if (this.#reset.runs && runsSomething(action)) return isReset;
    switch (action.do) {
      case "reset":
        return this.#resetDemo();
      case "arrive":
        return this.#arrive(action);
      case "leave":
        return this.#leave(action.pane, action.slide);
      case "moveOn":
        return findStep(this.#deck, action.step) ? { ok: true } : unknownStep(action.step);
      case "next":
      case "rerun":
      case "catchUp":
      case "giveUp":
      case "check":
        return this.#onStep(action);
      case "clear":
      case "reopen":
      case "acceptHost":
      case "keyboard":
        return this.#onShell(action);
    }
  }

  dispose(): void {
    this.#panes.dispose();
    this.#cluster.dispose();
    this.#reset.dispose();
    this.#listeners.clear();
  }

  /** Ends all shells, runs what the talk says, and begins afresh. Answered when it has begun; its end is told. */
  #resetDemo(): Answer {
    const { reset } = this.#deck;
    if (reset.length === 0) return noReset;
    const opened = this.#panes.closeAll(sentence("paneReset"));
    void this.#reset
      .run(reset, () => Promise.all(opened.map((session) => session.open())).then(() => undefined))
      .then(() => this.#arrive(this.#arrived));
    return { ok: true };
  }

  /** Starts the steps that run in the background from this slide on. What refuses to start will say so on its slide. */
  async #arrive(arrival: Arrival): Promise<Answer> {
    const { slide, without = [] } = arrival;
    this.#arrived = arrival;
    if (this.#deck.slides[slide]?.mapLine !== undefined) this.#cluster.start();
    const begin = backgroundStepsFrom(this.#deck, slide).filter(({ step }) => !without.includes(step.pane));
    const answers = await Promise.all(begin.map((found) => this.#startInBackground(found)));
    return answers.find((answer) => !answer.ok) ?? { ok: true };
  }

  async #startInBackground({ step, scene }: FoundStep): Promise<Answer> {
    const runner = this.#panes.pane(step.pane)?.runner;
    if (runner?.state(step.id).at !== "idle") return { ok: true };
    return runner.press("next", { ...step, typing: { kind: "off" } }, scene);
  }

  async #leave(pane: PaneId, slide: number): Promise<Answer> {
    const scenes = this.#deck.slides[slide]?.scenes.filter((scene) => scene.pane === pane) ?? [];
    const runner = this.#panes.staged.get(pane)?.runner;
    for (const scene of scenes) {
      const answer = await runner?.leave(scene);
      if (answer?.ok === false) return answer;
    }
    return { ok: true };
  }

  async #onStep(action: StepAction): Promise<Answer> {
    const found = findStep(this.#deck, action.step);
    if (!found) return unknownStep(action.step);
    const pane = this.#panes.pane(found.step.pane);
    return pane ? actOnStep(action, found, pane, this.#parts.clock) : unknownPane(found.step.pane);
  }

  async #onShell(action: ShellAction): Promise<Answer> {
    const session = this.session(action.pane);
    return session ? actOnShell(action, session) : unknownPane(action.pane);
  }
}

type Arrival = Action & { do: "arrive" };

function runsSomething({ do: what }: Action): boolean {
  return ["next", "rerun", "catchUp", "check", "arrive", "leave", "reopen", "reset"].includes(what);
}
