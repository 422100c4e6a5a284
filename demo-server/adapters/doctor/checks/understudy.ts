import { join } from "node:path";
import { stepsOf } from "#core/deck/model.ts";
import { notNeeded, problem, warning, type Finding } from "#core/doctor/finding.ts";
import { judgeUnderstudy } from "#core/doctor/understudy.ts";
import { redactText } from "#core/stream/redaction.ts";
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
      return [
        ...judgeUnderstudy(take.manifest, steps, redact, await unreadablePanes(take)),
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

async function unreadablePanes(take: Take): Promise<ReadonlyMap<string, string>> {
  const damages = await Promise.all(
    take.manifest.panes.map(async ({ pane }) => {
      try {
        parseCast(await readCastText(take, pane));
        return [];
      } catch (error) {
        if (!(error instanceof TakeError)) throw error;
        return [[pane, error.message] as const];
      }
    }),
  );
  return new Map<string, string>(damages.flat());
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
