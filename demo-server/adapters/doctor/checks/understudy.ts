import { join } from "node:path";
import { printedIn } from "#core/compare/learn.ts";
import { stepsOf } from "#core/deck/model.ts";
import { notNeeded, problem, warning, type ToldFinding } from "#core/doctor/finding.ts";
import { judgeUnderstudy, type UnderstudyFacts } from "#core/doctor/understudy.ts";
import type { StepId } from "#core/ids.ts";
import { redactText } from "#core/stream/redaction.ts";
import { joined, type Told } from "#core/told.ts";
import { bestRun } from "#core/takes/manifest.ts";
import { readTimeline } from "../../takes/cluster-file.ts";
import { parseCast } from "../../takes/events.ts";
import { readCastText, readTake, TakeError, type Take } from "../../takes/read.ts";
import { secretsOf } from "../../talks/secrets.ts";
import type { Check } from "../check.ts";

/** Whether the recording can step in for every step. */
export const check: Check = {
  name: "understudy",
  title: { en: "The understudy", ja: "記録" },
  order: 70,
  withinMs: 8000,
  run: async ({ loaded, folders, talk, live }) => {
    const steps = stepsOf(loaded.deck);
    if (steps.length === 0)
      return [notNeeded({ en: "The talk has no steps.", ja: "ステップのない発表です。" })];
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
      return [error.code === "missing" ? missing(live) : problem(unreadable(error), keepOne)];
    }
  },
};

const keepOne = {
  en: "Rehearse and keep the take: kuroko rehearse, kuroko takes keep.",
  ja: "リハーサルをして記録を残してください: kuroko rehearse、kuroko takes keep",
};

function missing(live: boolean): ToldFinding {
  const says = { en: "No take is kept with this talk.", ja: "この発表に残された記録がありません。" };
  if (!live) return problem(says, keepOne);
  const more = {
    en: " When the demo dies, nothing steps in.",
    ja: "デモが止まっても、代わりに再生するものがありません。",
  };
  return warning(joined(says, more), keepOne);
}

function unreadable({ message }: TakeError): Told {
  return { en: `It cannot be read: ${message}.`, ja: `読めません: ${message}` };
}

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

async function timeline(take: Take): Promise<ToldFinding[]> {
  try {
    await readTimeline(take);
    return [];
  } catch (error) {
    if (!(error instanceof TakeError)) throw error;
    return [
      problem(
        { en: `Its map cannot be played: ${error.message}.`, ja: `地図を再生できません: ${error.message}` },
        { en: "Rehearse and keep another take.", ja: "リハーサルをして、別の記録を残してください。" },
      ),
    ];
  }
}
