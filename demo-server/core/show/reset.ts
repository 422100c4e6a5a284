/** The demo's way back to where it begins, as the presenter sees it. */
import type { ResetCommand } from "../deck/model.ts";

/** One line of a reset, in words: `web1`, `docker rm -f web`. */
export interface ResetLine {
  readonly where: string;
  readonly line: string;
}

/** How the newest reset stands. `line` is an index into the talk's reset. */
export type ResetState =
  | { readonly at: "idle" }
  | { readonly at: "running"; readonly line: number }
  | { readonly at: "done"; readonly ms: number }
  /** `why` is a sentence about the line; `printed` are its last lines. */
  | { readonly at: "failed"; readonly line: number; readonly why: string; readonly printed: string };

/** What a reset will run, as it is shown before it is confirmed. */
export function resetLine(command: ResetCommand): ResetLine {
  return command.run === "lab"
    ? { where: "local", line: `kuroko lab reset${command.empty ? " --empty" : ""}` }
    : { where: command.target, line: command.command };
}
