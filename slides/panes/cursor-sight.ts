import type { Terminal } from "@xterm/xterm";
import { sightOn, type Span } from "./sight.ts";

/**
 * Keeps the cursor in sight where a screen is larger than its room. Who moves the screen so that the cursor is beyond
 * the edge wants to read something else: it stays there until they bring the cursor back, or choose another type size.
 */
export class CursorSight {
  readonly #room: HTMLElement;
  readonly #terminal: Terminal;
  #isCropped = false;
  #follows = true;
  #mine = { left: 0, top: 0 };

  constructor(room: HTMLElement, terminal: Terminal) {
    this.#room = room;
    this.#terminal = terminal;
    terminal.onWriteParsed(() => this.keep());
    room.addEventListener("scroll", () => this.#moved(), { passive: true });
  }

  /** Whether the screen is larger than its room. Where it is not, no key's echo pays for the look at the sizes of things. */
  fitted(isCropped: boolean): void {
    this.#isCropped = isCropped;
    this.keep();
  }

  /** Follows again, wherever the reader was. */
  restart(): void {
    this.#follows = true;
    this.keep();
  }

  keep(): void {
    if (!this.#isCropped || !this.#follows || this.#terminal.hasSelection()) return;
    const { x, y } = this.#spans();
    // Lines are read from their beginning: it is shown whenever the cursor is near enough to it.
    const left = sightOn(x, 0);
    const top = sightOn(y, y.from);
    if (left === x.from && top === y.from) return;
    this.#room.scrollTo({ left, top, behavior: "instant" });
    this.#mine = { left: this.#room.scrollLeft, top: this.#room.scrollTop };
  }

  #moved(): void {
    const { scrollLeft, scrollTop } = this.#room;
    // What was moved here is told late: the cursor may have gone on meanwhile.
    if (this.#follows && scrollLeft === this.#mine.left && scrollTop === this.#mine.top) return;
    const { x, y } = this.#spans();
    this.#follows = sightOn(x, x.from) === x.from && sightOn(y, y.from) === y.from;
  }

  #spans(): { readonly x: Span; readonly y: Span } {
    const { cols, rows, element } = this.#terminal;
    const { cursorX, cursorY, baseY, viewportY } = this.#terminal.buffer.active;
    const screen = element?.querySelector<HTMLElement>(".xterm-screen");
    const { clientWidth, clientHeight, scrollLeft, scrollTop } = this.#room;
    const wide = (screen?.offsetWidth ?? 0) / cols;
    const high = (screen?.offsetHeight ?? 0) / rows;
    // Lines above the screen may be what is read: the cursor is below its last row then.
    const row = Math.min(rows - 1, cursorY + baseY - viewportY);
    return {
      x: { at: Math.min(cols - 1, cursorX) * wide, long: wide, room: clientWidth, from: scrollLeft },
      y: { at: row * high, long: high, room: clientHeight, from: scrollTop },
    };
  }
}
