import type { FoundStep } from "#core/deck/find-step.ts";
import type { Action, Answer } from "#core/protocol/messages.ts";
import { sentence } from "#core/sentences.ts";
import { checkBack } from "./back-check.ts";
import type { PaneSession } from "./pane-session.ts";
import type { Clock } from "./ports.ts";
import { closed } from "./refusals.ts";
import type { StagedPane } from "./staged-pane.ts";

/** What is asked of one step, in its pane. */
export type StepAction = Action & { do: "next" | "rerun" | "catchUp" | "giveUp" | "check" };

/** What is asked of a pane's shell, whatever runs there. */
export type ShellAction = Action & { do: "clear" | "reopen" | "acceptHost" | "keyboard" };

export function actOnStep(
  { do: what }: StepAction,
  { step, scene }: FoundStep,
  { session, runner }: StagedPane,
  clock: Clock,
): Answer | Promise<Answer> {
  switch (what) {
    case "next":
    case "rerun":
      return runner.press(what, step, scene);
    case "catchUp":
      return runner.catchUp(step, scene);
    case "giveUp":
      return runner.giveUp(step);
    case "check":
      return checkBack(step, session, clock);
  }
}

export async function actOnShell(action: ShellAction, session: PaneSession): Promise<Answer> {
  switch (action.do) {
    case "clear":
      // Ctrl-L: the shell itself draws its prompt again at the top.
      return session.write("\f") ? { ok: true } : closed;
    case "reopen":
      await session.reopen();
      return { ok: true };
    case "acceptHost":
      return (await session.acceptHost(action.fingerprint))
        ? { ok: true }
        : { ok: false, why: sentence("otherHostKey") };
    case "keyboard":
      if (session.state.at !== "open") return closed;
      session.setKeyboard(action.taken);
      return { ok: true };
  }
}
