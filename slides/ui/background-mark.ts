import type { Failure } from "#core/steps/machine.ts";
import type { BackgroundRun } from "../show/background.ts";
import { element, setText } from "./elements.ts";
import type { Strings } from "./strings.ts";
import { clockTime } from "./time.ts";

/** So much of a command says which one it is. */
const LINE_CHARS = 28;

/** What there is to say of a step that was started for later. */
export interface BackgroundState {
  /** Its first line. */
  readonly line: string;
  readonly state:
    | { readonly at: "idle" | "typing" | "running" | "done" }
    | { readonly at: "failed"; readonly why: Failure };
  readonly forMs: number;
}

/** How such a step is, in one line: for how long it has run, or how it has ended. */
export function backgroundWords({ line, state, forMs }: BackgroundState, strings: Strings): string {
  const name = line.length > LINE_CHARS ? `${line.slice(0, LINE_CHARS)}…` : line;
  if (state.at === "done") return `✓ ${name}`;
  if (state.at === "failed") return `✗ ${name} · ${strings.failure(state.why)}`;
  return `▶ ${name} ${clockTime(forMs)}`;
}

/** A small line for each step that runs in the background: for how long, or how it has ended. */
export class BackgroundMark {
  readonly element = element("span", "background-mark");
  readonly #strings: Strings;

  constructor(strings: Strings) {
    this.#strings = strings;
    this.element.setAttribute("role", "status");
  }

  show(runs: readonly BackgroundRun[]): void {
    while (this.element.childElementCount > runs.length) this.element.lastElementChild?.remove();
    for (const [index, run] of runs.entries()) {
      const shown = (this.element.children[index] ??
        this.element.appendChild(element("span", "background-run"))) as HTMLElement;
      shown.dataset.at = run.state.at;
      shown.title = run.line;
      setText(shown, backgroundWords(run, this.#strings));
    }
  }
}
