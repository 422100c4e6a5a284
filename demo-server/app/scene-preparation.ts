import type { Scene, Step } from "#core/deck/model.ts";
import type { Answer } from "#core/protocol/messages.ts";
import type { Sentence } from "#core/said.ts";
import { sentence } from "#core/sentences.ts";
import { runHidden, type HiddenStage } from "./hidden-commands.ts";
import { within } from "./within.ts";

/** How long a shell may take to show its first prompt. */
const firstPromptWithinMs = 15_000;
/** How long a program that was left on the screen may take to end. */
const stopsWithinMs = 5000;

/** What comes before the first step of a scene, and after its last: a shell at its prompt, set-up and clean-up. */
export class ScenePreparation {
  /** A step that is done while its program still draws. */
  leftOpen: Step | null = null;
  readonly #stage: HiddenStage;
  readonly #prepared = new Set<Scene>();

  constructor(stage: HiddenStage) {
    this.#stage = stage;
  }

  /** The scenes are others by now, or their shell is. */
  forget(): void {
    this.#prepared.clear();
  }

  /**
   * Makes sure that a step can be typed; why it cannot, or null.
   * @param beside the command that goes on beside a shell without marks, where no Ctrl-C reaches it.
   */
  async prepare(scene: Scene, beside: string | null): Promise<Answer | null> {
    const { pane, prompt, clock } = this.#stage;
    await pane.open();
    const { state } = pane;
    if (state.at !== "open") return refuse(whyClosed(state.at));
    if (!state.marks) {
      if (beside !== null) return refuse(sentence("otherStepRuns", { beside }));
      prompt.assumePrompt();
    }
    await this.#stopWhatIsOpen();
    if (prompt.activity === "command") {
      return refuse(sentence("commandRuns"));
    }
    if (!(await within(clock, firstPromptWithinMs, prompt.atPrompt()))) {
      return refuse(sentence("noPrompt"));
    }
    if (this.#prepared.has(scene)) return null;
    const why = await runHidden(scene.setup, "set-up", this.#stage);
    if (why !== null) return refuse(why);
    this.#prepared.add(scene);
    return null;
  }

  /** Runs the clean-up of a scene that was prepared. */
  async cleanUp(scene: Scene): Promise<Answer> {
    if (!this.#prepared.delete(scene) || scene.cleanup.length === 0) return { ok: true };
    await this.#stopWhatIsOpen();
    const why = await runHidden(scene.cleanup, "clean-up", this.#stage);
    return why === null ? { ok: true } : refuse(why);
  }

  async #stopWhatIsOpen(): Promise<void> {
    const { pane, prompt, clock } = this.#stage;
    const stopWith = this.leftOpen?.settles?.stopWith;
    if (stopWith === undefined || prompt.activity !== "command") return;
    const back = prompt.nextPrompt();
    pane.write(stopWith);
    await within(clock, stopsWithinMs, back);
  }
}

export function refuse(why: Sentence): Answer {
  return { ok: false, why };
}

function whyClosed(at: "closed" | "opening" | "unknownHost" | "stalled" | "lost"): Sentence {
  switch (at) {
    case "closed":
    case "opening":
      return sentence("stillOpening");
    case "unknownHost":
      return sentence("hostKeyFirst");
    case "stalled":
      return sentence("silentNow");
    case "lost":
      return sentence("shellGone");
  }
}
