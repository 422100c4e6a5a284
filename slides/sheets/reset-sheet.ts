import type { PageDeck } from "#core/deck/page.ts";
import { id } from "#core/ids.ts";
import type { Answer } from "#core/protocol/messages.ts";
import type { ResetLine, ResetState } from "#core/show/reset.ts";
import { randomName } from "../link/random-name.ts";
import { stageConnection, type StageConnection } from "../link/stage-connection.ts";
import { button, element, setText } from "../ui/elements.ts";
import type { Sheet } from "./sheets.ts";
import { sheetWords, type SheetWords } from "./words.ts";

export interface ResetSheetParts {
  readonly page: Pick<PageDeck, "live" | "head">;
  readonly close: () => void;
  /** The demo is back at its start. */
  readonly begun: () => void;
}

/** Asks whether the demo is to go back to its start, says exactly what that runs, and how it goes. */
export async function resetSheet({ page, close, begun }: ResetSheetParts): Promise<Sheet> {
  const words = sheetWords(page.head.language);
  if (!page.live) return message(words.notLive, words, close);
  const connection = await stageConnection("deck");
  const { lines, state } = await heardReset(connection);
  if (lines.length === 0) return message(words.noReset, words, close);
  return new ResetSheet(connection, { lines, words, close, begun }, state);
}

function message(text: string, words: SheetWords, close: () => void): Sheet {
  const ok = button("sheet-act", words.close, close);
  const foot = element("footer", "sheet-foot", ok);
  return { element: element("div", "sheet-paper", element("p", "sheet-note", text), foot), focus: ok };
}

interface Parts extends Omit<ResetSheetParts, "page"> {
  readonly lines: readonly ResetLine[];
  readonly words: SheetWords;
}

class ResetSheet implements Sheet {
  readonly element: HTMLElement;
  readonly focus: HTMLElement;
  readonly #connection: StageConnection;
  readonly #parts: Parts;
  readonly #rows: readonly HTMLElement[];
  readonly #status = element("p", "sheet-status");
  readonly #printed = element("pre", "sheet-printed");
  readonly #act: HTMLButtonElement;
  readonly #cancel: HTMLButtonElement;
  readonly #hear = (state: ResetState): void => this.#show(state);
  #asked = false;

  constructor(connection: StageConnection, parts: Parts, state: ResetState) {
    const { words, lines, close } = parts;
    this.#connection = connection;
    this.#parts = parts;
    this.#status.setAttribute("role", "status");
    this.#rows = lines.map(({ where, line }) =>
      element("li", "", element("span", "sheet-where", where), element("code", "", line)),
    );
    this.#act = button("sheet-act", words.reset, () => void this.#reset());
    this.#cancel = button("sheet-cancel", words.cancel, close);
    this.focus = this.#cancel;
    const title = element("h2", "sheet-title", words.resetTitle);
    this.element = element(
      "div",
      "sheet-paper",
      title,
      element("p", "sheet-note", words.resetNote),
      element("ol", "sheet-lines", ...this.#rows),
      this.#status,
      this.#printed,
      element("footer", "sheet-foot", this.#act, this.#cancel),
    );
    connection.socket.on("reset", this.#hear);
    if (state.at === "running") this.#show(state);
  }

  closed(): void {
    this.#connection.socket.off("reset", this.#hear);
  }

  async #reset(): Promise<void> {
    this.#asked = true;
    this.#act.disabled = true;
    const ask = { request: id<"request">(randomName()), action: { do: "reset" } } as const;
    const answer: Answer = await new Promise((resolve) => {
      this.#connection.socket.emit("ask", ask, resolve);
    });
    if (answer.ok) return;
    setText(this.#status, this.#parts.words.sentence(answer.why));
    this.#act.disabled = false;
  }

  #show(state: ResetState): void {
    const { words, lines, begun } = this.#parts;
    const at = state.at === "running" || state.at === "failed" ? state.line : lines.length;
    this.#rows.forEach((row, index) => {
      row.dataset.at = index < at ? "done" : index > at ? "idle" : state.at;
    });
    this.element.dataset.at = state.at;
    this.#act.disabled = state.at === "running";
    setText(this.#status, statusWords(state, words));
    setText(this.#printed, state.at === "failed" ? state.printed : "");
    // From here on the sheet can be closed, and the reset goes on.
    setText(this.#cancel, words.close);
    this.#cancel.focus();
    if (state.at !== "done") return;
    this.#act.hidden = true;
    if (this.#asked) begun();
  }
}

function statusWords(state: ResetState, words: SheetWords): string {
  switch (state.at) {
    case "idle":
      return "";
    case "running":
      return words.resetRuns;
    case "failed":
      return words.resetFailed(words.sentence(state.why));
    case "done":
      return words.resetDone((state.ms / 1000).toFixed(1));
  }
}

/** What the server says of it now. */
function heardReset(
  connection: StageConnection,
): Promise<{ readonly lines: readonly ResetLine[]; readonly state: ResetState }> {
  return new Promise((resolve) => {
    connection.listen({
      welcomed: ({ stage }) => resolve(stage?.reset ?? { lines: [], state: { at: "idle" } }),
      lost: () => undefined,
    });
  });
}
