import type { Step } from "../deck/model.ts";
import { bestRun, type TakeManifest } from "../takes/manifest.ts";
import { ok, problem, warning, type Finding } from "./finding.ts";

type Known = Pick<TakeManifest, "id" | "steps">;

/**
 * Whether a take can step in for every step of a talk as it is now.
 * @param redact cuts secrets out of a line, as it was done when the take was recorded
 * @param unreadable why a pane's recording cannot be played, by the pane's name
 */
export function judgeUnderstudy(
  take: Known,
  steps: readonly Pick<Step, "id" | "pane" | "lines">[],
  redact: (line: string) => string,
  unreadable: ReadonlyMap<string, string>,
): Finding[] {
  const again = "Rehearse it and keep the take: kuroko rehearse, kuroko takes keep.";
  const findings = steps.flatMap(({ id, pane, lines }): Finding[] => {
    const run = bestRun(take, id);
    if (!run) return [problem(`Step "${id}" is not in the understudy.`, again)];
    if (run.outcome === "failed") return [problem(`Step "${id}" failed in the understudy.`, again)];
    if (run.outcome === "open") return [problem(`Step "${id}" had not ended in the understudy.`, again)];
    const damage = unreadable.get(pane);
    if (damage !== undefined) return [problem(`Step "${id}" cannot be played: ${damage}.`, again)];
    if (run.lines.join("\n") !== lines.map(redact).join("\n"))
      return [
        warning(
          `Step "${id}" runs another command line than the understudy shows: ${run.lines.join(" ")}`,
          again,
        ),
      ];
    return [];
  });
  return findings.length > 0
    ? findings
    : [ok(`${take.id} has all ${steps.length} steps, with the command lines that the talk has now.`)];
}
