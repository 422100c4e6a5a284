import { stepsOf } from "#core/deck/model.ts";
import type { PageDeck } from "#core/deck/page.ts";
import type { PaneId, StepId, TargetName } from "#core/ids.ts";
import type { Answer } from "#core/protocol/messages.ts";
import { isRecorded, live, next } from "#core/understudy/machine.ts";
import type { Refusal, UnderstudyEffect, UnderstudyEvent, UnderstudyState } from "#core/understudy/model.ts";
import type { StepState } from "#core/steps/machine.ts";
import type { Source } from "../source.ts";
import type { Found } from "./scene-facts.ts";

/** Does what the machine says. */
export interface Stagehand {
  fetch(group: TargetGroup, step: StepId | null): void;
  show(group: TargetGroup, by: "shells" | "take"): void;
  run(step: StepId, key: "next" | "rerun"): Promise<Answer>;
  play(step: StepId): Promise<Answer>;
  finish(step: StepId): Promise<Answer>;
  check(group: TargetGroup, step: StepId): void;
  tell(group: TargetGroup, why: Refusal): void;
}

const YES: Answer = { ok: true };

/** The panes of one target, which are live or recorded together. */
export class TargetGroup {
  readonly panes: ReadonlySet<PaneId>;
  /** Their steps, in the order of the talk. */
  readonly steps: readonly StepId[];
  readonly #stagehand: Stagehand;
  #state: UnderstudyState = live;
  /** Troubles that the machine was told of. */
  readonly #known = new Set<string>();
  /** Steps that the server was told not to try again. */
  readonly #givenUp = new Set<StepId>();

  constructor(panes: Iterable<PaneId>, page: PageDeck, stagehand: Stagehand) {
    this.panes = new Set(panes);
    this.steps = stepsOf(page).flatMap(({ id, pane }) => (this.panes.has(pane) ? [id] : []));
    this.#stagehand = stagehand;
  }

  get state(): UnderstudyState {
    return this.#state;
  }

  get isRecorded(): boolean {
    return isRecorded(this.#state);
  }

  /** Tells the machine; the answer is for the key that was pressed. */
  send(event: UnderstudyEvent): Promise<Answer> {
    const [state, effects] = next(this.#state, event);
    this.#state = state;
    let answer = Promise.resolve(YES);
    for (const effect of effects) answer = this.#perform(effect) ?? answer;
    return answer;
  }

  /** Those that were not told before. `stays` says whether a trouble that is out of sight is still there. */
  news(found: readonly Found[], stays: (key: string) => boolean): Found[] {
    const now = new Set(found.map(({ key }) => key));
    for (const key of this.#known) if (!now.has(key) && !stays(key)) this.#known.delete(key);
    const fresh = found.filter(({ key }) => !this.#known.has(key));
    for (const { key } of fresh) this.#known.add(key);
    return fresh;
  }

  /** Steps that the shells still try again and again, each of them once. */
  tried(live: Source): StepId[] {
    const busy = this.steps.filter((step) => triesLeft(live.step(step)));
    const fresh = live.connected ? busy.filter((step) => !this.#givenUp.has(step)) : [];
    for (const step of [...this.#givenUp]) if (!busy.includes(step)) this.#givenUp.delete(step);
    for (const step of fresh) this.#givenUp.add(step);
    return fresh;
  }

  #perform(effect: UnderstudyEffect): Promise<Answer> | undefined {
    const stagehand = this.#stagehand;
    switch (effect.do) {
      case "run":
        return stagehand.run(effect.step, effect.key);
      case "play":
        return stagehand.play(effect.step);
      case "finish":
        return stagehand.finish(effect.step);
      case "pulse":
        return Promise.resolve({ ok: true, pulse: true });
      case "fetch":
        stagehand.fetch(this, effect.step);
        return undefined;
      case "show":
        stagehand.show(this, effect.by);
        return undefined;
      case "check":
        stagehand.check(this, effect.step);
        return undefined;
      case "tell":
        stagehand.tell(this, effect.why);
        return undefined;
    }
  }
}

/** One group for each target of the page. */
export function groupsOf(page: PageDeck, stagehand: Stagehand): TargetGroup[] {
  const panes = new Map<TargetName, PaneId[]>();
  for (const { id, target } of Object.values(page.panes)) {
    panes.set(target, [...(panes.get(target) ?? []), id]);
  }
  return [...panes.values()].map((own) => new TargetGroup(own, page, stagehand));
}

function triesLeft(state: StepState): boolean {
  return state.at === "running" && state.tries !== undefined && state.tries.run < state.tries.of;
}
