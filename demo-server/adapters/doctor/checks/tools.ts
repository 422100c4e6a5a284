import { isAbsolute, join } from "node:path";
import type { Deck, LocalTarget } from "#core/deck/model.ts";
import { notNeeded, ok, type ToldFinding } from "#core/doctor/finding.ts";
import { programsIn } from "#core/doctor/programs.ts";
import { shellEnvironment } from "../../targets/local/environment.ts";
import { talkPath } from "../../targets/ssh/path.ts";
import type { Check, Patient } from "../check.ts";
import { findProgram } from "../programs.ts";
import { liveOnly } from "../severity.ts";

/** The programs that the steps begin with, where they run on this computer. */
export const check: Check = {
  name: "tools",
  title: { en: "Programs that the steps use", ja: "ステップで使うプログラム" },
  order: 30,
  withinMs: 3000,
  run: async (patient) => {
    const { deck, folder } = patient.loaded;
    const findings: ToldFinding[] = [];
    const found: string[] = [];
    for (const [name, target] of Object.entries(deck.targets)) {
      if (target.kind !== "local") continue;
      for (const program of programsIn(linesOn(deck, name))) {
        if (await isThere(program, target, deck, folder)) found.push(program);
        else findings.push(missing(program, patient));
      }
    }
    if (findings.length > 0) return findings;
    if (found.length === 0)
      return [
        notNeeded({
          en: "No step runs a program on this computer.",
          ja: "このコンピューターで動くプログラムはありません。",
        }),
      ];
    const names = [...new Set(found)].join(", ");
    return [ok({ en: `${names}: all found.`, ja: `${names}: すべてあります。` })];
  },
};

/** Of steps, and of what is run unseen around them. */
function linesOn(deck: Deck, target: string): string[] {
  const scenes = deck.slides.flatMap((slide) => slide.scenes);
  return scenes
    .filter(({ pane }) => deck.panes[pane]?.target === target)
    .flatMap(({ setup, steps, cleanup }) => [
      ...setup,
      // Continuation lines may be text for a program.
      ...steps.flatMap(({ lines: [first] }) => first ?? []),
      ...cleanup,
    ]);
}

async function isThere(program: string, target: LocalTarget, deck: Deck, folder: string): Promise<boolean> {
  const { PATH } = shellEnvironment(process.env, Object.values(deck.targets), target.env);
  if (!program.includes("/")) return (await findProgram([program], PATH)) !== null;
  // After a "cd" it may be somewhere else: only what is written whole is looked for.
  if (!isAbsolute(program) && !program.startsWith("~")) return true;
  return (await findProgram([talkPath(program, join(folder, target.cwd ?? "."))])) !== null;
}

function missing(program: string, patient: Patient): ToldFinding {
  return liveOnly(
    patient,
    {
      en: `"${program}" is not on this computer's PATH.`,
      ja: `「${program}」がこのコンピューターの PATH にありません。`,
    },
    {
      en: "Install it, or start kuroko where PATH leads to it.",
      ja: "入れるか、PATH の通った端末で kuroko を起動してください。",
    },
  );
}
