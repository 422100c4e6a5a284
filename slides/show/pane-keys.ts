import type { Answer } from "#core/protocol/messages.ts";
import type { PaneView } from "../panes/pane-view.ts";
import type { Source, Understudy } from "../sources/source.ts";
import type { Strings } from "../ui/strings.ts";
import type { Panes } from "./panes.ts";

/** How keys reach the pane that is meant: the one with the keyboard, else the chosen one. False where there is none. */
export class PaneKeys {
  readonly #panes: Panes;
  readonly #strings: Strings;
  readonly #source: () => Source | null;

  constructor(panes: Panes, strings: Strings, source: () => Source | null) {
    this.#panes = panes;
    this.#strings = strings;
    this.#source = source;
  }

  on(act: (pane: PaneView) => void): boolean {
    const pane = this.#panes.withKeyboard ?? this.#panes.current;
    if (!pane) return false;
    act(pane);
    return true;
  }

  ask(ask: (source: Source, pane: PaneView) => Promise<Answer>): boolean {
    const source = this.#source();
    return this.on((pane) => {
      if (source) void ask(source, pane).then((answer) => hear(pane, answer));
    });
  }

  onUnderstudy(act: (understudy: Understudy, pane: PaneView) => void): boolean {
    const source = this.#source();
    return this.on((pane) => {
      if (source?.understudy) act(source.understudy, pane);
      else if (source && !source.recording(pane.id)) pane.tell(this.#strings.refused.noTake);
    });
  }

  /** Where nobody was asked, the key is left to whatever else it means. */
  stayLive(): boolean {
    return this.#source()?.understudy?.stayLive() ?? false;
  }

  acceptHost(): boolean {
    return this.ask(async (source, pane) => {
      const state = source.pane(pane.id);
      return state.at === "unknownHost" ? source.acceptHost(pane.id, state.fingerprint) : { ok: true };
    });
  }

  copy(): boolean {
    const pane = this.#panes.withKeyboard ?? this.#panes.current;
    const text = pane?.terminal.selection ?? "";
    if (!pane || text === "") return false;
    void navigator.clipboard.writeText(text).then(() => pane.tell(this.#strings.copied));
    return true;
  }
}

/** Shows in the pane what was answered to a key. */
export function hear(pane: PaneView, answer: Answer): void {
  if (!answer.ok) pane.refuse(answer.why);
  else if (answer.pulse) pane.pulse();
}
