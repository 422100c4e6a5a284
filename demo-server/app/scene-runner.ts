import { idle, isBusy, next, type StepEffect, type StepEvent, type StepState } from "#core/steps/machine.ts";
import type { KeptOutput } from "#core/compare/kept-output.ts";
import type { Scene, Step } from "#core/deck/model.ts";
import type { StepId } from "#core/ids.ts";
import type { Answer } from "#core/protocol/messages.ts";
import type { Sentence } from "#core/said.ts";
import { sentence } from "#core/sentences.ts";
import type { Mark } from "#core/stream/marks.ts";
import type { PaneSession } from "./pane-session.ts";
import type { Clock, Disposable } from "./ports.ts";
import { refuse, ScenePreparation } from "./scene-preparation.ts";
import { ShellPrompt } from "./shell-prompt.ts";
import { StepRun } from "./step-run.ts";

const atOnce = { kind: "off" } as const;

export interface RunListener {
  stepChanged(step: Pick<Step, "id">, state: StepState): void;
  /** A step's first character is about to be typed. */
  stepBegan(step: Step): void;
  /** Enter was pressed for its last line. */
  stepEntered(step: Step): void;
  /** It was not good, and its lines were typed again. */
  stepEnteredAgain(step: Step): void;
  /** It is over, and the prompt is back or the shell is gone. `output` is what it printed, of its last run. */
  stepSettled(step: Step, state: StepState, output: KeptOutput | null): void;
}

/** Runs the steps of one pane, one at a time, each with the step machine of `core`. */
export class SceneRunner implements Disposable {
  readonly #pane: PaneSession;
  readonly #clock: Clock;
  readonly #listener: RunListener;
  readonly #prompt = new ShellPrompt();
  readonly #states = new Map<StepId, StepState>();
  readonly #preparation: ScenePreparation;
  #run: StepRun | null = null;
  #preparing = false;

  constructor(pane: PaneSession, clock: Clock, listener: RunListener) {
    this.#pane = pane;
    this.#clock = clock;
    this.#listener = listener;
    this.#preparation = new ScenePreparation({ pane, prompt: this.#prompt, clock });
  }

  /** What a step had come to before this server was started. */
  resume(step: StepId, state: StepState): void {
    this.#states.set(step, state);
  }

  state(step: StepId): StepState {
    return this.#states.get(step) ?? idle;
  }

  get states(): ReadonlyMap<StepId, StepState> {
    return this.#states;
  }

  /** The next-key or the rerun-key on a step. Refused while another command holds the pane. */
  async press(key: "next" | "rerun", step: Step, scene: Scene): Promise<Answer> {
    const state = this.state(step.id);
    const begins = state.at === "idle" || (key === "rerun" && !isBusy(state));
    if (!begins) return this.#send(step, { type: key, at: this.#clock.now() });
    if (this.#preparing) return { ok: true, pulse: true };
    const refusal = await this.#prepare(scene);
    return refusal ? this.#redacted(refusal) : this.#send(step, { type: key, at: this.#clock.now() });
  }

  /** Runs a step that was not run well here, at once and without anybody's key. */
  catchUp(step: Step, scene: Scene): Promise<Answer> {
    const key = this.state(step.id).at === "idle" ? "next" : "rerun";
    return this.press(key, { ...step, typing: atOnce }, scene);
  }

  /** The step is not run again: something else plays it by now. */
  giveUp(step: Step): Answer {
    const answer = this.#send(step, { type: "giveUp", at: this.#clock.now() });
    if (this.#prompt.activity === "prompt") this.#settle();
    return answer;
  }

  /** Runs a scene's hidden clean-up. */
  async leave(scene: Scene): Promise<Answer> {
    return this.#redacted(await this.#preparation.cleanUp(scene));
  }

  #redacted(answer: Answer): Answer {
    return answer.ok ? answer : { ...answer, why: this.#pane.redacted(answer.why) };
  }

  /** The talk was edited: states stay with their ids, and an edited scene is prepared anew. */
  forgetScenes(): void {
    this.#preparation.forget();
  }

  /** The demo is back at its start: no step has run. */
  forgetSteps(): void {
    if (this.#run) this.#send(this.#run.step, { type: "cancel", at: this.#clock.now() });
    this.#settle();
    const steps = [...this.#states.keys()];
    this.#states.clear();
    for (const step of steps) this.#listener.stepChanged({ id: step }, idle);
  }

  began(): void {
    this.#prompt.began();
    this.#preparation.forget();
  }

  marked(mark: Mark): void {
    const run = this.#run;
    if (mark.at === "commandStart" && run?.entered) run.beginsToPrint();
    if (mark.at === "commandEnd" && run?.entered) this.#ended(run, mark.status);
    this.#prompt.marked(mark);
    if (mark.at !== "promptEnd") return;
    this.#preparation.leftOpen = null;
    this.#settle();
  }

  printed(text: string): void {
    const run = this.#run;
    const unmet = run?.printed(text) ?? null;
    if (run && unmet) this.#send(run.step, { type: "forbidden", at: this.#clock.now(), unmet });
  }

  /** Whether a step runs of which every character has to be read. */
  get reads(): boolean {
    return this.#run?.reads === true;
  }

  /** The shell has ended. */
  lost(reason: Sentence): void {
    this.#prompt.gone();
    this.#preparation.leftOpen = null;
    if (this.#run) this.#send(this.#run.step, { type: "lost", at: this.#clock.now(), reason });
    this.#settle();
  }

  dispose(): void {
    this.#run?.dispose();
  }

  #send(step: Step, event: StepEvent): Answer {
    const before = this.state(step.id);
    const [after, effects] = next(before, event, step);
    if (after !== before) {
      this.#states.set(step.id, after);
      this.#listener.stepChanged(step, after);
    }
    for (const effect of effects) this.#perform(step, effect);
    return effects.some((effect) => effect.do === "pulse") ? { ok: true, pulse: true } : { ok: true };
  }

  #perform(step: Step, effect: StepEffect): void {
    switch (effect.do) {
      case "type":
        this.#begin(step);
        return;
      case "finishTyping":
        this.#run?.hurry();
        return;
      case "again":
        this.#runAgain(effect.afterMs);
        return;
      case "startTimeout":
        this.#run?.startTimeout(effect.ms, () =>
          this.#send(step, { type: "timeout", at: this.#clock.now() }),
        );
        return;
      case "stopTimeout":
        this.#run?.stopTimeout();
        return;
      case "pulse":
        return;
    }
  }

  #begin(step: Step): void {
    const run = new StepRun(step, this.#clock, () => this.#screenSettled(run));
    this.#run = run;
    this.#listener.stepBegan(step);
    // Typed key by key, its secrets would be on their way before anybody could tell what they become.
    const typing = step.lines.some((line) => this.#pane.hasSecret(line)) ? atOnce : step.typing;
    this.#type(run, typing, () => this.#listener.stepEntered(step));
  }

  #runAgain(afterMs: number): void {
    const run = this.#run;
    run?.runAgain(afterMs, () => {
      void this.#prompt.atPrompt().then(() => {
        if (this.#run !== run || !isBusy(this.state(run.step.id))) return;
        this.#type(run, atOnce, () => this.#listener.stepEnteredAgain(run.step));
      });
    });
  }

  #type(run: StepRun, typing: Step["typing"], entered: () => void): void {
    const marks = this.#pane.state.at === "open" && this.#pane.state.marks;
    const write = (text: string): void => {
      if (marks) this.#pane.write(text);
      else this.#pane.print(text === "\r" ? "\r\n" : text);
    };
    const nextLine = (): Promise<void> => (marks ? this.#prompt.nextLine() : Promise.resolve());
    // The last Enter must find the run ready: a shell may answer before it is heard that all is typed.
    const beforeLastEnter = (): void => {
      run.entered = true;
      entered();
      this.#send(run.step, { type: "typed", at: this.#clock.now() });
    };
    const typed = run.type({ write, nextLine, beforeLastEnter }, typing);
    if (!marks) void typed.then(() => this.#execBeside(run));
  }

  async #execBeside(run: StepRun): Promise<void> {
    // Its own line is not what it printed.
    this.#pane.settle();
    run.beginsToPrint();
    const status = await this.#pane.exec(run.step.lines.join("\n"));
    if (this.#run !== run) return;
    this.#pane.settle();
    this.#ended(run, status);
    this.#pane.write("\r");
    this.#settle();
  }

  #ended(run: StepRun, status: number | null): void {
    this.#send(run.step, { type: "ended", at: this.#clock.now(), status, unmet: run.ended() });
  }

  /** Its program goes on, and is ended when the shell is needed. Where it runs beside the shell, nothing can end it. */
  #screenSettled(run: StepRun): void {
    this.#send(run.step, { type: "settled", at: this.#clock.now() });
    const { state } = this.#pane;
    if (this.#run !== run || state.at !== "open" || !state.marks) return;
    this.#preparation.leftOpen = run.step;
    this.#settle();
  }

  /** The pane is free again. */
  #settle(): void {
    const run = this.#run;
    if (!run) return;
    const state = this.state(run.step.id);
    if (isBusy(state)) return;
    run.dispose();
    this.#run = null;
    this.#listener.stepSettled(run.step, state, run.output);
  }

  async #prepare(scene: Scene): Promise<Answer | null> {
    const run = this.#run;
    if (run && isBusy(this.state(run.step.id))) {
      return refuse(sentence("stepStillRuns", { step: firstLine(run) }));
    }
    this.#preparing = true;
    try {
      return await this.#preparation.prepare(scene, run && firstLine(run));
    } finally {
      this.#preparing = false;
    }
  }
}

function firstLine({ step }: StepRun): string {
  return step.lines[0] ?? "";
}
