import { stepsOf, type Deck } from "#core/deck/model.ts";
import { problem, warning, type ToldFinding } from "#core/doctor/finding.ts";
import type { Told } from "#core/told.ts";
import type { Patient } from "./check.ts";

/** What only a live show needs: a problem for one, else a warning, for the understudy plays without it. */
export function liveOnly({ live }: Pick<Patient, "live">, says: Told, todo: Told): ToldFinding {
  return live
    ? problem(says, todo)
    : warning(says, {
        en: `For a live show: ${todo.en.charAt(0).toLowerCase()}${todo.en.slice(1)}`,
        ja: `ライブで行う場合: ${todo.ja}`,
      });
}

/** Whether the talk makes its machines on stage. */
export function appliesTerraform(deck: Deck): boolean {
  return stepsOf(deck).some(({ lines }) => lines.some((line) => /\bterraform\b.*\bapply\b/.test(line)));
}
