import { findingIn, problem, worstFirst, type Examined, type ToldFinding } from "#core/doctor/finding.ts";
import { inLanguage } from "#core/told.ts";
import { foundByListing } from "../found-by-listing.ts";
import type { Check, Patient } from "./check.ts";

/** Runs all checks of the folder `checks/` at the same time, each within its own time. Never rejects for what a check does. */
export async function examine(patient: Patient): Promise<Examined[]> {
  const checks = await foundByListing(new URL("./checks/", import.meta.url), "check", isCheck);
  return examineWith(checks, patient);
}

export async function examineWith(checks: readonly Check[], patient: Patient): Promise<Examined[]> {
  const ordered = [...checks].sort((a, b) => a.order - b.order || a.name.localeCompare(b.name));
  return Promise.all(
    ordered.map(async (check) => ({
      check: check.name,
      title: inLanguage(check.title, patient.language),
      findings: worstFirst(await findingsOf(check, patient)).map((one) => findingIn(one, patient.language)),
    })),
  );
}

async function findingsOf(check: Check, patient: Patient): Promise<readonly ToldFinding[]> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<readonly ToldFinding[]>((resolve) => {
    timer = setTimeout(() => {
      const seconds = check.withinMs / 1000;
      const says = {
        en: `This could not be looked at within ${seconds} s.`,
        ja: `${seconds} 秒以内に調べられませんでした。`,
      };
      const todo = {
        en: "Try again; if it stays so, what it asks does not answer.",
        ja: "もう一度調べてください。変わらなければ、問い合わせ先が応答していません。",
      };
      resolve([problem(says, todo)]);
    }, check.withinMs);
  });
  try {
    return await Promise.race([check.run(patient), late]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const says = { en: `This could not be looked at: ${why}`, ja: `調べられませんでした: ${why}` };
    return [problem(says, { en: "Mend that, and look again.", ja: "直して、もう一度調べてください。" })];
  } finally {
    clearTimeout(timer);
  }
}

function isCheck(value: unknown): value is Check {
  return typeof value === "object" && value !== null && "run" in value && "withinMs" in value;
}
