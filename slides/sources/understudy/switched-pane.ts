import type { PaneId } from "#core/ids.ts";
import type { Size } from "#core/protocol/messages.ts";
import type { Disposable, Screen, Source } from "../source.ts";

/** Who can draw a pane. */
export type PaneDrawer = Pick<Source, "show">;

/** RIS: also ends a sequence that the drawer before left half written. */
const RESET = "\u001bc";

/** One pane's screen, and which of two sources draws it. */
export class SwitchedPane {
  readonly #pane: PaneId;
  #by: PaneDrawer;
  #screen: Screen | null = null;
  #drawing: Disposable | null = null;
  /** The size the window would like; a recording has its own. */
  #wish: Size | null = null;

  constructor(pane: PaneId, by: PaneDrawer) {
    this.#pane = pane;
    this.#by = by;
  }

  /** Whether the window has shown it. */
  get isOpen(): boolean {
    return this.#screen !== null;
  }

  show(screen: Screen): Disposable {
    const { cols, rows } = screen;
    this.#drawing?.dispose();
    this.#screen = screen;
    this.#wish = { cols, rows };
    this.#drawing = this.#by.show(this.#pane, screen);
    return {
      dispose: () => {
        if (this.#screen !== screen) return;
        this.#drawing?.dispose();
        this.#drawing = null;
        this.#screen = null;
      },
    };
  }

  wish(size: Size): void {
    this.#wish = size;
  }

  /** Lets the recording draw. */
  toTake(take: PaneDrawer): void {
    this.#drawBy(take);
  }

  /** Lets the shell draw, on a screen of the size it had: it would be told another one else. */
  toShell(live: PaneDrawer): void {
    if (this.#by !== live) this.#screen?.write(RESET);
    this.#drawBy(live, this.#wish);
  }

  #drawBy(source: PaneDrawer, size: Size | null = null): void {
    if (this.#by === source) return;
    this.#by = source;
    const screen = this.#screen;
    if (!screen) return;
    this.#drawing?.dispose();
    if (size) screen.resize(size.cols, size.rows);
    this.#drawing = source.show(this.#pane, screen);
  }
}
