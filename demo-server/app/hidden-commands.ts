import type { Sentence } from "#core/said.ts";
import { sentence } from "#core/sentences.ts";
import type { PaneSession } from "./pane-session.ts";
import type { Clock } from "./ports.ts";
import type { ShellPrompt } from "./shell-prompt.ts";
import { within } from "./within.ts";

/** How long one command may take. */
const hiddenWithinMs = 60_000;

export interface HiddenStage {
  readonly pane: PaneSession;
  readonly prompt: ShellPrompt;
  readonly clock: Clock;
}

/**
 * Runs a scene's set-up or clean-up, unseen. Gives null, or why it could not be done in a sentence.
 * @param what the word for it in that sentence
 */
export async function runHidden(
  commands: readonly string[],
  what: "set-up" | "clean-up",
  stage: HiddenStage,
): Promise<Sentence | null> {
  if (commands.length === 0) return null;
  const { state } = stage.pane;
  // A shell without marks cannot say when a command in it is over.
  if (state.at === "open" && !state.marks) {
    return inTurn(commands, what, stage, (command) => stage.pane.execHidden(command));
  }
  if (stage.prompt.activity !== "prompt") return sentence("shellBusy", { what });
  stage.pane.hide();
  try {
    return await inTurn(commands, what, stage, (command) => {
      const back = stage.prompt.nextPrompt();
      stage.pane.write(`${command}\r`);
      return back;
    });
  } finally {
    stage.pane.unhide();
  }
}

async function inTurn(
  commands: readonly string[],
  what: string,
  { clock }: HiddenStage,
  run: (command: string) => Promise<unknown>,
): Promise<Sentence | null> {
  for (const command of commands) {
    if (!(await within(clock, hiddenWithinMs, run(command)))) {
      return sentence("hiddenTooLong", { what, command, seconds: hiddenWithinMs / 1000 });
    }
  }
  return null;
}
