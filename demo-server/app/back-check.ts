import type { Step } from "#core/deck/model.ts";
import type { Answer } from "#core/protocol/messages.ts";
import { sentence } from "#core/sentences.ts";
import type { PaneSession } from "./pane-session.ts";
import type { Clock } from "./ports.ts";
import { within } from "./within.ts";

/** The presenter waits for it. */
const checkedWithinMs = 10_000;

/** Asks the step's target, beside its shell, whether it is where the step leaves it. Its command is not told to anybody. */
export async function checkBack({ backWhen }: Step, session: PaneSession, clock: Clock): Promise<Answer> {
  if (backWhen === undefined) return { ok: true };
  await session.open();
  const run = session.execHidden(backWhen);
  if (!(await within(clock, checkedWithinMs, run))) {
    return { ok: false, why: sentence("backCheckRuns", { seconds: checkedWithinMs / 1000 }) };
  }
  const status = await run;
  if (status === 0) return { ok: true };
  return { ok: false, why: sentence("backCheckFailed", { status: status ?? "unknown" }) };
}
