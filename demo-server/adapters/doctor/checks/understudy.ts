import { join } from "node:path";
import { printedIn } from "#core/compare/learn.ts";
import { stepsOf } from "#core/deck/model.ts";
import { notNeeded, problem, warning, type Finding } from "#core/doctor/finding.ts";
import { judgeUnderstudy, type UnderstudyFacts } from "#core/doctor/understudy.ts";
import type { StepId } from "#core/ids.ts";
import { redactText } from "#core/stream/redaction.ts";
import { bestRun } from "#core/takes/manifest.ts";
import { readTimeline } from "../../takes/cluster-file.ts";
import { parseCast } from "../../takes/events.ts";
import { readCastText, readTake, TakeError, type Take } from "../../takes/read.ts";
import { secretsOf } from "../../talks/secrets.ts";
import type { Check } from "../check.ts";

/** Whether the recording can step in for every step. */
export const check: Check = {
  name: "understudy",
  title: "The understudy",
  order: 70,
  withinMs: 8000,
  run: async ({ loaded, folders, talk, live }) => {
    const steps = stepsOf(loaded.deck);
    if (steps.length === 0) return [notNeeded("The talk has no steps.")];
    try {
      const take = await readTake(join(folders.understudies, talk.talk));
      const rules = secretsOf(loaded.deck, () => undefined);
      const redact = (line: string): string => redactText(line, rules);
      const { unreadable, printed } = await readPanes(take);
      return [
        ...judgeUnderstudy(take.manifest, steps, { redact, unreadable, printed }),
        ...(await timeline(take)),
      ];
    } catch (error) {
      if (!(error instanceof TakeError)) throw error;
      const says =
        error.code === "missing" ? "No take is kept with this talk." : `It cannot be read: ${error.message}.`;
      const todo = "Rehearse and keep the take: kuroko rehearse, kuroko takes keep.";
      return [
        live && error.code === "missing"
          ? warning(`${says} When the demo dies, nothing steps in.`, todo)
          : problem(says, todo),
      ];
    }
  },
};

async function readPanes(take: Take): Promise<Pick<UnderstudyFacts, "unreadable" | "printed">> {
  const unreadable = new Map<string, string>();
  const printed = new Map<StepId, string>();
  await Promise.all(
    take.manifest.panes.map(async ({ pane, startsAtMs }) => {
      try {
        const cast = parseCast(await readCastText(take, pane));
        for (const { step, pane: at } of take.manifest.steps) {
          const run = at === pane ? bestRun(take.manifest, step) : undefined;
          const output = run && printedIn(cast, run, startsAtMs);
          if (output?.whole) printed.set(step, output.text);
        }
      } catch (error) {
        if (!(error instanceof TakeError)) throw error;
        unreadable.set(pane, error.message);
      }
    }),
  );
  return { unreadable, printed };
}

async function timeline(take: Take): Promise<Finding[]> {
  try {
    await readTimeline(take);
    return [];
  } catch (error) {
    if (!(error instanceof TakeError)) throw error;
    return [problem(`Its map cannot be played: ${error.message}.`, "Rehearse and keep another take.")];
  }
}
