import { problem, worstFirst, type Examined, type Finding } from "#core/doctor/finding.ts";
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
      title: check.title,
      findings: worstFirst(await findingsOf(check, patient)),
    })),
  );
}

async function findingsOf(check: Check, patient: Patient): Promise<readonly Finding[]> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<readonly Finding[]>((resolve) => {
    timer = setTimeout(() => {
      const says = `This could not be looked at within ${check.withinMs / 1000} s.`;
      resolve([problem(says, "Try again; if it stays so, what it asks does not answer.")]);
    }, check.withinMs);
  });
  try {
    return await Promise.race([check.run(patient), late]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [problem(`This could not be looked at: ${why}`, "Mend that, and look again.")];
  } finally {
    clearTimeout(timer);
  }
}

function isCheck(value: unknown): value is Check {
  return typeof value === "object" && value !== null && "run" in value && "withinMs" in value;
}
