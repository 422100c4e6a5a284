import { stepsOf, type Deck } from "#core/deck/model.ts";
import { problem, warning, type Finding } from "#core/doctor/finding.ts";
import type { Patient } from "./check.ts";

/** What only a live show needs: a problem for one, else a warning, for the understudy plays without it. */
export function liveOnly({ live }: Pick<Patient, "live">, says: string, todo: string): Finding {
  return live
    ? problem(says, todo)
    : warning(says, `For a live show: ${todo.charAt(0).toLowerCase()}${todo.slice(1)}`);
}

/** Whether the talk makes its machines on stage. */
export function appliesTerraform(deck: Deck): boolean {
  return stepsOf(deck).some(({ lines }) => lines.some((line) => /\bterraform\b.*\bapply\b/.test(line)));
}
