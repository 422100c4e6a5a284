import type { KeptOutput } from "#core/compare/kept-output.ts";
import type { LearnedOutputs } from "#core/compare/learn.ts";
import type { Seen } from "#core/compare/seen.ts";
import { stepsOf, type Deck, type Pane, type Scene, type Step } from "#core/deck/model.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { Action, Answer, ClusterNews, PaneState, Size, StageView } from "#core/protocol/messages.ts";
import type { BackgroundRun } from "#core/show/background-run.ts";
import type { ResetState } from "#core/show/reset.ts";
import { idle, type StepState } from "#core/steps/machine.ts";
import { checkBack } from "./back-check.ts";
import type { ClusterParts } from "./cluster-watch.ts";
import { OutputCompare } from "./output-compare.ts";
import { PaneSession, type PaneParts } from "./pane-session.ts";
import { BackgroundRuns } from "./background-runs.ts";
import type { Channel, Clock, Disposable, Health } from "./ports.ts";
import { closed, isReset, noReset, unknownPane, unknownStep } from "./refusals.ts";
import { SceneRunner } from "./scene-runner.ts";
import { StageReset, type StageResetParts } from "./stage-reset.ts";
import { StageCluster } from "./stage-cluster.ts";
import type { TakeRecorder } from "./take-recorder.ts";

export interface StageParts extends Omit<PaneParts, "openChannel"> {
  readonly openChannel: (
    pane: Pane,
    deck: Deck,
    size: Size,
    nonce: string,
    notify: (health: Health) => void,
  ) => Promise<Channel>;
  readonly recorder: TakeRecorder;
  /** What is needed to watch a cluster, where the talk has one. */
  readonly cluster: Omit<ClusterParts, "clock">;
  /** What the steps printed in the understudy, by the rules of this deck. */
  readonly learn: (deck: Deck) => Promise<LearnedOutputs>;
  readonly reset: Pick<StageResetParts, "run" | "redact">;
  /** New with every start of the server. */
  readonly run: string;
}

/** Hears what changes on the stage; every window is told. */
export interface StageListener {
  paneChanged(pane: PaneId, state: PaneState): void;
  stepChanged(step: StepId, state: StepState, now: number): void;
  /** It is over, and its prompt is back or its shell gone. */
  stepSettled?(step: StepId): void;
  /** Only the presenter is to know of it. */
  stepSeen?(step: StepId, seen: Seen): void;
  clusterChanged(news: ClusterNews): void;
  /** Only the presenter is to know of it. */
  resetChanged?(state: ResetState): void;
}

/** What the stage was before the server was restarted. */
export interface StageBefore {
  readonly steps: ReadonlyMap<StepId, StepState>;
  /** Panes whose shells died. */
  readonly panes: readonly PaneId[];
}

/** A pane on stage, and what runs its steps. */
interface Place {
  readonly session: PaneSession;
  readonly runner: SceneRunner;
}

const firstSize: Size = { cols: 80, rows: 24 };

/** The live state of the show: panes, steps, and what is asked of them. Knows no sockets. */
export class Stage implements Disposable {
  readonly #parts: StageParts;
  readonly #clock: Clock;
  readonly #places = new Map<PaneId, Place>();
  readonly #listeners = new Set<StageListener>();
  readonly #cluster: StageCluster;
  readonly #compare: OutputCompare;
  readonly #reset: StageReset;
  /** Where the deck stood when it was heard last. */
  #arrived: { readonly slide: number; readonly without: readonly PaneId[] } = { slide: 0, without: [] };
  /** Panes whose next shell follows one that died with the server before. */
  readonly #cutOff = new Set<PaneId>();
  readonly #backgroundRuns: BackgroundRuns;
  #deck: Deck;

  constructor(deck: Deck, parts: StageParts) {
    this.#deck = deck;
    this.#parts = parts;
    this.#clock = parts.clock;
    this.#backgroundRuns = new BackgroundRuns(parts.clock);
    this.#compare = new OutputCompare(deck, parts.learn);
    this.#reset = new StageReset({ ...parts, ...parts.reset }, (state) =>
      this.#tell((listener) => listener.resetChanged?.(state)),
    );
    this.#cluster = new StageCluster(deck, { ...parts.cluster, clock: parts.clock }, parts.recorder, (news) =>
      this.#tell((listener) => listener.clusterChanged(news)),
    );
  }

  get view(): StageView {
    const panes: Record<PaneId, PaneState> = {};
    const steps: Record<StepId, StepState> = {};
    for (const [pane, { session, runner }] of this.#places) {
      panes[pane] = session.state;
      for (const [step, state] of runner.states) steps[step] = state;
    }
    const seen = Object.fromEntries(this.#compare.seen);
    const cluster = this.#cluster.snapshot;
    return {
      run: this.#parts.run,
      panes,
      steps,
      seen,
      ...(cluster ? { cluster } : {}),
      reset: { lines: this.#reset.lines(this.#deck.reset), state: this.#reset.state },
      now: this.#clock.now(),
    };
  }

  /** Goes on where a stage was cut off: what is over stays so, and new shells say that they are new. */
  resume({ steps, panes }: StageBefore): void {
    for (const [step, state] of steps) {
      const pane = this.#find(step)?.step.pane;
      if (pane !== undefined) this.#place(pane, firstSize)?.runner.resume(step, state);
    }
    for (const pane of panes) this.#cutOff.add(pane);
  }

  listen(listener: StageListener): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  step(step: StepId): StepState {
    const pane = this.#find(step)?.step.pane;
    return (pane && this.#places.get(pane)?.runner.state(step)) ?? idle;
  }

  /** [P53] What a step that was started in the background has printed so far; null where that is not kept. */
  backgroundRun(step: StepId): BackgroundRun | null {
    return this.#backgroundRuns.run(step);
  }

  /** The pane's session, made when it is first asked for; undefined where the talk has no such pane. */
  session(pane: PaneId, size: Size = firstSize): PaneSession | undefined {
    return this.#place(pane, size)?.session;
  }

  /** The talk was edited. Shells, and the states of steps that are still there, stay as they are. */
  update(deck: Deck): void {
    this.#deck = deck;
    this.#cluster.update(deck);
    this.#compare.update(deck);
    for (const [pane, { session, runner }] of this.#places) {
      runner.forgetScenes();
      if (!sameShell(deck.panes[pane], session.pane)) this.#drop(pane);
    }
  }

  async ask(action: Action): Promise<Answer> {
    if (this.#reset.runs && runsSomething(action)) return isReset;
    switch (action.do) {
      case "reset":
        return this.#resetDemo();
      case "next":
      case "rerun":
        return this.#onStep(action.step, ({ runner }, step, scene) => runner.press(action.do, step, scene));
      case "catchUp":
        return this.#onStep(action.step, ({ runner }, step, scene) => runner.catchUp(step, scene));
      case "giveUp":
        return this.#onStep(action.step, ({ runner }, step) => runner.giveUp(step));
      case "check":
        return this.#onStep(action.step, ({ session }, step) => checkBack(step, session, this.#clock));
      case "moveOn":
        return this.#find(action.step) ? { ok: true } : unknownStep(action.step);
      case "arrive":
        this.#arrived = { slide: action.slide, without: action.without ?? [] };
        return this.#arrive(action.slide, action.without ?? []);
      case "leave":
        return this.#leave(action.pane, action.slide);
      case "clear":
        return this.#clear(action.pane);
      case "reopen":
        return this.#withPane(action.pane, async ({ session }) => {
          await session.reopen();
          return { ok: true };
        });
      case "acceptHost":
        return this.#withPane(action.pane, async ({ session }) =>
          (await session.acceptHost(action.fingerprint))
            ? { ok: true }
            : { ok: false, why: "Another host key is shown by now. Compare again." },
        );
      case "keyboard":
        return this.#withPane(action.pane, ({ session }) => this.#keyboard(session, action.taken));
    }
  }

  dispose(): void {
    for (const pane of [...this.#places.keys()]) this.#drop(pane);
    this.#cluster.dispose();
    this.#reset.dispose();
    this.#listeners.clear();
  }

  /** Ends all shells, runs what the talk says, and begins afresh. Answered when it has begun; its end is told. */
  #resetDemo(): Answer {
    const { reset } = this.#deck;
    if (reset.length === 0) return noReset;
    const opened: PaneSession[] = [];
    for (const { session, runner } of this.#places.values()) {
      runner.forgetSteps();
      if (session.state.at !== "closed") opened.push(session);
      session.close("The demo is brought back to its start.");
    }
    void this.#reset
      .run(reset, () => Promise.all(opened.map((session) => session.open())).then(() => undefined))
      .then(() => this.#arrive(this.#arrived.slide, this.#arrived.without));
    return { ok: true };
  }

  async #onStep(
    id: StepId,
    act: (place: Place, step: Step, scene: Scene) => Answer | Promise<Answer>,
  ): Promise<Answer> {
    const found = this.#find(id);
    if (!found) return unknownStep(id);
    const place = this.#place(found.step.pane, firstSize);
    return place ? act(place, found.step, found.scene) : unknownPane(found.step.pane);
  }

  /** Starts the steps that run in the background from this slide on. What refuses to start will say so on its slide. */
  async #arrive(index: number, without: readonly PaneId[]): Promise<Answer> {
    const slide = this.#deck.slides[index];
    if (slide?.mapLine !== undefined) this.#cluster.start();
    const name = slide?.attributes.id;
    const begins = (step: Step): boolean => {
      const from = step.background?.from;
      return from === "start" ? index === 0 : from !== undefined && from.slide === name;
    };
    const steps = stepsOf(this.#deck).filter((step) => begins(step) && !without.includes(step.pane));
    const answers = await Promise.all(steps.map((step) => this.#startInBackground(step.id)));
    return answers.find((answer) => !answer.ok) ?? { ok: true };
  }

  async #startInBackground(id: StepId): Promise<Answer> {
    const found = this.#find(id);
    if (!found) return unknownStep(id);
    const runner = this.#place(found.step.pane, firstSize)?.runner;
    if (runner?.state(id).at !== "idle") return { ok: true };
    return runner.press("next", { ...found.step, typing: { kind: "off" } }, found.scene);
  }

  async #leave(pane: PaneId, index: number): Promise<Answer> {
    const scenes = this.#deck.slides[index]?.scenes.filter((scene) => scene.pane === pane) ?? [];
    const runner = this.#places.get(pane)?.runner;
    for (const scene of scenes) {
      const answer = await runner?.leave(scene);
      if (answer?.ok === false) return answer;
    }
    return { ok: true };
  }

  #clear(pane: PaneId): Promise<Answer> {
    // Ctrl-L: the shell itself draws its prompt again at the top.
    return this.#withPane(pane, ({ session }) => (session.write("\f") ? { ok: true } : closed));
  }

  #keyboard(session: PaneSession, taken: boolean): Answer {
    if (session.state.at !== "open") return closed;
    session.setKeyboard(taken);
    return { ok: true };
  }

  async #withPane(pane: PaneId, act: (place: Place) => Answer | Promise<Answer>): Promise<Answer> {
    const place = this.#place(pane, firstSize);
    return place ? act(place) : unknownPane(pane);
  }

  #find(id: StepId): { step: Step; scene: Scene } | undefined {
    for (const { scenes } of this.#deck.slides) {
      for (const scene of scenes) {
        const step = scene.steps.find((candidate) => candidate.id === id);
        if (step) return { step, scene };
      }
    }
    return undefined;
  }

  #place(pane: PaneId, size: Size): Place | undefined {
    const existing = this.#places.get(pane);
    if (existing) return existing;
    const described = this.#deck.panes[pane];
    if (!described) return undefined;
    const place = this.#stagePane(described, size);
    this.#places.set(pane, place);
    return place;
  }

  #stagePane(pane: Pane, size: Size): Place {
    const { recorder } = this.#parts;
    const openChannel: PaneParts["openChannel"] = (asked, nonce, notify) => {
      if (this.#cutOff.delete(pane.id)) session.print(newShell(this.#deck.head.language));
      return this.#parts.openChannel(this.#deck.panes[pane.id] ?? pane, this.#deck, asked, nonce, notify);
    };
    const session: PaneSession = new PaneSession(
      pane,
      size,
      { ...this.#parts, openChannel },
      {
        stateChanged: (state) => this.#tell((listener) => listener.paneChanged(pane.id, state)),
        printed: (text) => {
          runner.printed(text);
          this.#cluster.printed(pane.id, text);
        },
        readsAll: () => runner.reads || this.#cluster.reads(pane.id),
        marked: (mark) => {
          if (mark.at === "commandStart") this.#backgroundRuns.entered(pane.id);
          runner.marked(mark);
        },
        began: () => {
          this.#backgroundRuns.forget(pane.id);
          runner.began();
          recorder.shellBegan(session);
          this.#cluster.takeBegan();
        },
        ended: (end) => {
          recorder.shellEnded(pane.id, end);
          runner.lost(end.why === "lost" ? end.reason : "The shell has ended.");
        },
      },
    );
    const runner: SceneRunner = new SceneRunner(session, this.#clock, {
      stepChanged: ({ id }, state) =>
        this.#tell((listener) => listener.stepChanged(id, state, this.#clock.now())),
      stepBegan: (step) => {
        this.#backgroundRuns.begin(step, session);
        this.#compare.forget(step.id);
        recorder.stepBegan(step);
      },
      stepEntered: (step) => recorder.stepEntered(step),
      stepEnteredAgain: (step) => recorder.stepEnteredAgain(step),
      stepSettled: (step, state, output) => {
        this.#backgroundRuns.settled(pane.id);
        recorder.stepSettled(step, state);
        if (output && state.at !== "idle") void this.#lookAt(step, output);
        this.#tell((listener) => listener.stepSettled?.(step.id));
      },
    });
    return { session, runner };
  }

  async #lookAt(step: Step, output: KeptOutput): Promise<void> {
    const seen = await this.#compare.look(step, output);
    if (seen) this.#tell((listener) => listener.stepSeen?.(step.id, seen));
  }

  #drop(pane: PaneId): void {
    this.#backgroundRuns.forget(pane);
    const place = this.#places.get(pane);
    this.#places.delete(pane);
    place?.runner.dispose();
    place?.session.dispose();
    this.#tell((listener) => listener.paneChanged(pane, { at: "closed" }));
  }

  #tell(what: (listener: StageListener) => void): void {
    for (const listener of this.#listeners) what(listener);
  }
}

function runsSomething({ do: what }: Action): boolean {
  return ["next", "rerun", "catchUp", "check", "arrive", "leave", "reopen", "reset"].includes(what);
}

/** Seen by the room, so in the talk's language. */
function newShell(language: string): string {
  const text = /^ja\b/i.test(language)
    ? "サーバーを再起動しました。ここからは新しいシェルです。"
    : "The server was restarted: this is a new shell.";
  return `\x1b[2m${text}\x1b[0m\r\n`;
}

/** Whether an edited pane can keep its shell. */
function sameShell(edited: Pane | undefined, running: Pane): boolean {
  return (
    edited?.target === running.target &&
    edited.scrollback === running.scrollback &&
    JSON.stringify(edited.size) === JSON.stringify(running.size)
  );
}
