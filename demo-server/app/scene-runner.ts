import { idle, isBusy, next, type StepEffect, type StepEvent, type StepState } from "#core/steps/machine.ts";
import { createWatch, type Watch } from "#core/stream/expectations.ts";
import type { Scene, Step } from "#core/deck/model.ts";
import type { StepId } from "#core/ids.ts";
import type { Answer } from "#core/protocol/messages.ts";
import type { Mark } from "#core/stream/marks.ts";
import { runHidden } from "./hidden-commands.ts";
import type { PaneSession } from "./pane-session.ts";
import type { Clock, Disposable } from "./ports.ts";
import { ShellPrompt } from "./shell-prompt.ts";
import { Typist } from "./typist.ts";
import { within } from "./within.ts";

/** How long a shell may take to show its first prompt. */
const firstPromptWithinMs = 15_000;

export interface RunListener {
  stepChanged(step: Step, state: StepState): void;
  /** A step's first character is about to be typed. */
  stepBegan(step: Step): void;
  /** Enter was pressed for its last line. */
  stepEntered(step: Step): void;
  /** It is over, and the prompt is back or the shell is gone. */
  stepSettled(step: Step, state: StepState): void;
}

/** Runs the steps of one pane, one at a time, each with the step machine of `core`. */
export class SceneRunner implements Disposable {
  readonly #pane: PaneSession;
  readonly #clock: Clock;
  readonly #listener: RunListener;
  readonly #prompt = new ShellPrompt();
  readonly #states = new Map<StepId, StepState>();
  readonly #prepared = new Set<Scene>();
  #run: Run | null = null;
  #preparing = false;

  constructor(pane: PaneSession, clock: Clock, listener: RunListener) {
    this.#pane = pane;
    this.#clock = clock;
    this.#listener = listener;
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
    return refusal ?? this.#send(step, { type: key, at: this.#clock.now() });
  }

  /** Runs a scene's hidden clean-up. */
  async leave(scene: Scene): Promise<Answer> {
    if (!this.#prepared.delete(scene) || scene.cleanup.length === 0) return { ok: true };
    return this.#runHidden(scene.cleanup, "clean-up");
  }

  /** The talk was edited: states stay with their ids, and an edited scene is prepared anew. */
  forgetScenes(): void {
    this.#prepared.clear();
  }

  began(): void {
    this.#prompt.began();
    this.#prepared.clear();
  }

  marked(mark: Mark): void {
    const run = this.#run;
    if (mark.at === "commandStart" && run?.entered) run.watch = createWatch(run.step.expect);
    if (mark.at === "commandEnd" && run?.entered) this.#ended(run, mark.status);
    this.#prompt.marked(mark);
    if (mark.at === "promptEnd") this.#settle();
  }

  printed(text: string): void {
    const run = this.#run;
    const what = run?.watch?.push(text) ?? null;
    if (run && what !== null) this.#send(run.step, { type: "forbidden", at: this.#clock.now(), what });
  }

  /** Whether a step runs of which it is not known yet if it prints what it must, and nothing that it must not. */
  get reads(): boolean {
    return this.#run?.watch?.settled === false;
  }

  /** The shell has ended. */
  lost(reason: string): void {
    this.#prompt.gone();
    if (this.#run) this.#send(this.#run.step, { type: "lost", at: this.#clock.now(), reason });
    this.#settle();
  }

  dispose(): void {
    this.#run?.typist?.dispose();
    this.#run?.timeout?.dispose();
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
        this.#run?.typist?.hurry();
        return;
      case "startTimeout":
        this.#startTimeout(effect.ms);
        return;
      case "stopTimeout":
        this.#run?.timeout?.dispose();
        return;
      case "pulse":
        return;
    }
  }

  #startTimeout(ms: number): void {
    const run = this.#run;
    if (!run) return;
    run.timeout = this.#clock.after(ms, () =>
      this.#send(run.step, { type: "timeout", at: this.#clock.now() }),
    );
  }

  #begin(step: Step): void {
    const run: Run = { step, entered: false, typist: null, timeout: null, watch: null };
    this.#run = run;
    this.#listener.stepBegan(step);
    const marks = this.#pane.state.at === "open" && this.#pane.state.marks;
    const write = (text: string): void => {
      if (marks) this.#pane.write(text);
      else this.#pane.print(text === "\r" ? "\r\n" : text);
    };
    const nextLine = (): Promise<void> => (marks ? this.#prompt.nextLine() : Promise.resolve());
    // The last Enter must find the run ready: a shell may answer before `done` is heard.
    const keyboard = { write, nextLine, beforeLastEnter: () => this.#enter(run) };
    run.typist = new Typist(step, keyboard, this.#clock);
    if (!marks) void run.typist.done.then(() => this.#execBeside(run));
  }

  #enter(run: Run): void {
    run.entered = true;
    this.#listener.stepEntered(run.step);
    this.#send(run.step, { type: "typed", at: this.#clock.now() });
  }

  async #execBeside(run: Run): Promise<void> {
    // Its own line is not what it printed.
    this.#pane.settle();
    run.watch = createWatch(run.step.expect);
    const status = await this.#pane.exec(run.step.lines.join("\n"));
    if (this.#run !== run) return;
    this.#pane.settle();
    this.#ended(run, status);
    this.#pane.write("\r");
    this.#settle();
  }

  #ended(run: Run, status: number | null): void {
    const unmet = run.watch?.unmet() ?? null;
    run.watch = null;
    this.#send(run.step, { type: "ended", at: this.#clock.now(), status, unmet });
  }

  /** The pane is free again. */
  #settle(): void {
    const run = this.#run;
    if (!run) return;
    const state = this.state(run.step.id);
    if (isBusy(state)) return;
    run.typist?.dispose();
    this.#run = null;
    this.#listener.stepSettled(run.step, state);
  }

  /** Makes sure that a step can be typed: a shell at its prompt, the scene's set-up done. */
  async #prepare(scene: Scene): Promise<Answer | null> {
    if (this.#run && isBusy(this.state(this.#run.step.id))) {
      return refuse(
        `"${firstLine(this.#run)}" still runs in this pane. Wait for it, or take the keyboard and stop it.`,
      );
    }
    this.#preparing = true;
    try {
      await this.#pane.open();
      const { state } = this.#pane;
      if (state.at !== "open") return refuse(whyClosed(state.at));
      if (!state.marks) {
        // A step that timed out goes on beside the shell, where no Ctrl-C reaches it.
        if (this.#run)
          return refuse(`"${firstLine(this.#run)}" still runs. Wait for it, or reopen the pane.`);
        this.#prompt.assumePrompt();
      }
      if (this.#prompt.activity === "command") {
        return refuse("A command still runs in this pane. Take the keyboard and end it, then press again.");
      }
      if (!(await within(this.#clock, firstPromptWithinMs, this.#prompt.atPrompt()))) {
        return refuse("The shell shows no prompt. Reopen the pane, then press again.");
      }
      if (this.#prepared.has(scene)) return null;
      const failed = await this.#runHidden(scene.setup, "set-up");
      if (failed.ok) this.#prepared.add(scene);
      return failed.ok ? null : failed;
    } finally {
      this.#preparing = false;
    }
  }

  async #runHidden(commands: readonly string[], what: "set-up" | "clean-up"): Promise<Answer> {
    const stage = { pane: this.#pane, prompt: this.#prompt, clock: this.#clock };
    const why = await runHidden(commands, what, stage);
    return why === null ? { ok: true } : refuse(why);
  }
}

/** A step that holds the pane, from its first character until the prompt is back. */
interface Run {
  readonly step: Step;
  entered: boolean;
  typist: Typist | null;
  timeout: Disposable | null;
  watch: Watch | null;
}

function firstLine({ step }: Run): string {
  return step.lines[0] ?? "";
}

function refuse(why: string): Answer {
  return { ok: false, why };
}

function whyClosed(at: "closed" | "opening" | "unknownHost" | "stalled" | "lost"): string {
  switch (at) {
    case "closed":
    case "opening":
      return "The shell is still being opened. Press again in a moment.";
    case "unknownHost":
      return "Accept or refuse the host key first.";
    case "stalled":
      return "The connection does not answer. Wait, or reopen the pane.";
    case "lost":
      return "The shell is gone. Reopen the pane, then press again.";
  }
}
