import type { Deck, Step } from "#core/deck/model.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { Action, Answer, Size } from "#core/protocol/messages.ts";
import { isBusy, type Failure, type StepState } from "#core/steps/machine.ts";
import { asSaid } from "#core/said.ts";
import { reportSentence } from "#core/rehearsal-sentences.ts";
import { sentence } from "#core/sentences.ts";
import type { PaneSession } from "./pane-session.ts";
import { within } from "./within.ts";
import type { Clock } from "./ports.ts";
import type { Stage } from "./stage.ts";

/** How one step of a walk went. `ms` counts from Enter. */
export type StepRun =
  | { readonly at: "done"; readonly status: number | null; readonly ms: number }
  | { readonly at: "failed"; readonly why: Failure | Refused; readonly ms: number | null }
  /** It was not run, and why in a sentence. */
  | { readonly at: "left"; readonly why: string };

/** It could not be begun, and why in a sentence. */
export interface Refused {
  readonly kind: "refused";
  readonly reason: string;
}

export interface WalkListener {
  /** Its turn has come; a background step may have begun long before. */
  began(step: Step): void;
  ended(step: Step, run: StepRun): void;
}

/** What an `AbortSignal` is, as far as a walk needs it. */
export interface StopSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

export interface WalkSetting {
  readonly stage: Stage;
  readonly deck: Deck;
  readonly clock: Clock;
  /** The size of each pane on the stage; without one its shell has 80x24. */
  readonly sizeOf: (pane: PaneId) => Size | undefined;
  /** Only these steps, and no background ones but them; null for all. */
  readonly only: ReadonlySet<StepId> | null;
  /** Whether the talk goes on behind a step that failed. */
  readonly keepGoing: boolean;
  /** Whether each step is typed at once. */
  readonly typeAtOnce: boolean;
  /** Ends the walk: what runs is left, and no more is begun. */
  readonly signal: StopSignal;
}

/** A step that is over shows its prompt soon; a longer wait only leaves the recording without its end. */
const settledWithinMs = 3000;
const interruptAfterMs = 500;
/** How long a pane that was refused is left alone. */
const triedAgainAfterMs = 2000;

/** Goes through the talk as a deck does: slide by slide, each step when the one before it is over. */
export async function walkTalk(setting: WalkSetting, listener: WalkListener): Promise<void> {
  const { stage, deck, signal } = setting;
  const watch = new StepWatch(setting);
  /** Why no more steps are run; "" while they are. */
  let why = "";
  try {
    for (const [slide, { scenes }] of deck.slides.entries()) {
      if (setting.only === null && why === "" && !signal.aborted) await stage.ask({ do: "arrive", slide });
      for (const step of scenes.flatMap(({ steps }) => steps)) {
        if (setting.only !== null && !setting.only.has(step.id)) continue;
        if (signal.aborted) why ||= reportSentence("leftBefore");
        const run = why === "" ? await runStep(step, setting, watch, listener) : left(why);
        listener.ended(step, run);
        if (run.at === "failed" && !setting.keepGoing)
          why ||= reportSentence("leftBehind", { step: step.id });
      }
      if (why === "") await leave(stage, slide, scenes);
    }
  } finally {
    watch.dispose();
  }
}

async function leave(
  stage: Stage,
  slide: number,
  scenes: readonly { readonly pane: PaneId }[],
): Promise<void> {
  for (const pane of new Set(scenes.map((scene) => scene.pane)))
    await stage.ask({ do: "leave", pane, slide });
}

async function runStep(
  step: Step,
  setting: WalkSetting,
  watch: StepWatch,
  listener: WalkListener,
): Promise<StepRun> {
  const { stage, sizeOf, clock } = setting;
  listener.began(step);
  const session = stage.session(step.pane, sizeOf(step.pane));
  const answer = session ? await begin(step, setting, session) : noPane(step);
  if (!session || !answer.ok)
    return { at: "failed", why: { kind: "refused", reason: answer.ok ? "" : answer.why }, ms: null };
  const state = await watch.over(step.id);
  if (state.at === "done") {
    await within(clock, settledWithinMs, watch.settled(step.id));
    return { at: "done", status: state.status, ms: state.ms };
  }
  if (state.at !== "failed") return left(reportSentence("leftWithin"));
  await free(step, setting, watch, session);
  return { at: "failed", why: state.why, ms: state.ms };
}

/** What runs on behind a failure would refuse the next step: it is interrupted, and at worst loses its shell. */
async function free(
  step: Step,
  { stage, clock }: WalkSetting,
  watch: StepWatch,
  session: PaneSession,
): Promise<void> {
  if (await within(clock, interruptAfterMs, watch.settled(step.id))) return;
  session.write("\x03");
  if (!(await within(clock, settledWithinMs, watch.settled(step.id))))
    await stage.ask({ do: "reopen", pane: step.pane });
}

async function begin(step: Step, setting: WalkSetting, session: PaneSession): Promise<Answer> {
  const { stage, typeAtOnce } = setting;
  const next: Action = { do: "next", step: step.id };
  for (;;) {
    if (session.state.at === "lost") await stage.ask({ do: "reopen", pane: step.pane });
    const answer = await stage.ask(next);
    // The second press types the rest at once; on a step that runs already it is only a pulse.
    if (answer.ok) return typeAtOnce ? stage.ask(next) : answer;
    if (session.state.at !== "lost") return answer;
    // A machine may still be in the making, by a background step.
    if (setting.signal.aborted || !othersRun(stage)) return { ok: false, why: asSaid(session.state.why) };
    await new Promise<void>((resolve) => setting.clock.after(triedAgainAfterMs, resolve));
  }
}

function othersRun(stage: Stage): boolean {
  return Object.values(stage.view.steps).some(isBusy);
}

const noPane = ({ pane }: Step): Answer => ({ ok: false, why: sentence("noPane", { pane }) });

function left(why: string): StepRun {
  return { at: "left", why };
}

/** Waits for what becomes of steps. */
class StepWatch {
  readonly #setting: WalkSetting;
  readonly #settled = new Set<StepId>();
  readonly #waiting = new Set<() => void>();
  readonly #listening;

  constructor(setting: WalkSetting) {
    this.#setting = setting;
    this.#listening = setting.stage.listen({
      paneChanged: () => undefined,
      clusterChanged: () => undefined,
      stepChanged: () => this.#look(),
      stepSettled: (step) => {
        this.#settled.add(step);
        this.#look();
      },
    });
    setting.signal.addEventListener("abort", this.#look);
  }

  /** The step's state when it is over, or the walk was ended. */
  over(step: StepId): Promise<StepState> {
    const state = (): StepState => this.#setting.stage.step(step);
    return this.#until(() => this.#setting.signal.aborted || !isBusy(state())).then(state);
  }

  /** Its prompt is back, and its end is recorded. */
  settled(step: StepId): Promise<void> {
    return this.#until(() => this.#settled.has(step));
  }

  dispose(): void {
    this.#listening.dispose();
    this.#setting.signal.removeEventListener("abort", this.#look);
  }

  readonly #look = (): void => {
    for (const look of [...this.#waiting]) look();
  };

  #until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!condition()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }
}
