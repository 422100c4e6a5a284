import type { Deck, Pane } from "#core/deck/model.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { PaneState, Size, StageView } from "#core/protocol/messages.ts";
import type { Sentence } from "#core/said.ts";
import type { StepState } from "#core/steps/machine.ts";
import type { PaneParts, PaneSession } from "./pane-session.ts";
import type { Channel, Disposable, Health } from "./ports.ts";
import { StagedPane, type PaneHearers } from "./staged-pane.ts";

export interface StagePanesParts extends Omit<PaneParts, "openChannel" | "declaredAt"> {
  readonly openChannel: (
    pane: Pane,
    deck: Deck,
    size: Size,
    nonce: string,
    notify: (health: Health) => void,
  ) => Promise<Channel>;
}

const firstSize: Size = { cols: 80, rows: 24 };

/** The panes on stage: each comes when it is first asked for, and goes when the talk says that it is another. */
export class StagePanes implements Disposable {
  readonly #parts: StagePanesParts;
  readonly #hearers: PaneHearers;
  readonly #staged = new Map<PaneId, StagedPane>();
  /** Panes whose next shell follows one that died with the server before. */
  readonly #cutOff = new Set<PaneId>();
  #deck: Deck;

  constructor(deck: Deck, parts: StagePanesParts, hearers: PaneHearers) {
    this.#deck = deck;
    this.#parts = parts;
    this.#hearers = hearers;
  }

  /** Those that were asked for so far. */
  get staged(): ReadonlyMap<PaneId, StagedPane> {
    return this.#staged;
  }

  get view(): Pick<StageView, "panes" | "steps"> {
    const panes: Record<PaneId, PaneState> = {};
    const steps: Record<StepId, StepState> = {};
    for (const [pane, { session, runner }] of this.#staged) {
      panes[pane] = session.state;
      for (const [step, state] of runner.states) steps[step] = state;
    }
    return { panes, steps };
  }

  /** Undefined where the talk has no such pane. */
  pane(id: PaneId, size: Size = firstSize): StagedPane | undefined {
    const existing = this.#staged.get(id);
    if (existing) return existing;
    const described = this.#deck.panes[id];
    if (!described) return undefined;
    const made = this.#stage(described, size);
    this.#staged.set(id, made);
    return made;
  }

  /** The shells of these died with the server before: their next ones say that they are new. */
  cutOff(panes: readonly PaneId[]): void {
    for (const pane of panes) this.#cutOff.add(pane);
  }

  /**
   * The talk was edited. A pane whose shell would be another goes, and its steps with it; but while the talk has a
   * mistake, one that is not there may only be misspelt, and the front matter may say its size wrongly.
   */
  update(deck: Deck): void {
    this.#deck = deck;
    const isUnclear = hasWrongHead(deck);
    const mayLack = deck.problems.length > 0;
    for (const [id, { session, runner }] of this.#staged) {
      runner.forgetScenes();
      const edited = deck.panes[id];
      const mayBeMeant = edited ? isUnclear && edited.target === session.pane.target : mayLack;
      if (!mayBeMeant && !sameShell(edited, session.pane)) this.#drop(id);
    }
  }

  /** Ends every shell, as if no step had run. Gives those that were there. */
  closeAll(reason: Sentence): PaneSession[] {
    const opened: PaneSession[] = [];
    for (const { session, runner } of this.#staged.values()) {
      runner.forgetSteps();
      if (session.state.at !== "closed") opened.push(session);
      session.close(reason);
    }
    return opened;
  }

  dispose(): void {
    for (const id of [...this.#staged.keys()]) this.#drop(id);
  }

  #stage(pane: Pane, size: Size): StagedPane {
    const openChannel: PaneParts["openChannel"] = (asked, nonce, notify) => {
      if (this.#cutOff.delete(pane.id)) made.session.print(newShell(this.#deck.head.language));
      return this.#parts.openChannel(this.#deck.panes[pane.id] ?? pane, this.#deck, asked, nonce, notify);
    };
    const declaredAt = (): string | null => {
      const line = this.#deck.targetLines[pane.target];
      return line === undefined ? null : `${this.#deck.file}:${line}`;
    };
    const made = new StagedPane(pane, size, { ...this.#parts, openChannel, declaredAt }, this.#hearers);
    return made;
  }

  #drop(id: PaneId): void {
    const { backgroundRuns, tell } = this.#hearers;
    backgroundRuns.forget(id);
    const dropped = this.#staged.get(id);
    this.#staged.delete(id);
    dropped?.dispose();
    tell((listener) => listener.paneChanged(id, { at: "closed" }));
  }
}

/** Seen by the room, so in the talk's language. */
function newShell(language: string): string {
  const text = /^ja\b/i.test(language)
    ? "サーバーを再起動しました。ここからは新しいシェルです。"
    : "The server was restarted: this is a new shell.";
  return `\x1b[2m${text}\x1b[0m\r\n`;
}

function hasWrongHead({ problems, slides }: Deck): boolean {
  const [first] = slides;
  return problems.some(({ line }) => first === undefined || line < first.line);
}

/** Whether an edited pane can keep its shell. */
function sameShell(edited: Pane | undefined, running: Pane): boolean {
  return (
    edited?.target === running.target &&
    edited.scrollback === running.scrollback &&
    JSON.stringify(edited.size) === JSON.stringify(running.size)
  );
}
