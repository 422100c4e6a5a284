import type { Terminal } from "@xterm/xterm";
import type { Size } from "#core/protocol/messages.ts";
import { readableType, type CellShape, type Room } from "./fit.ts";

/** What xterm.js rounds may be a few pixels more than was computed: half pixels are taken off until it fits. */
const MOST_CORRECTIONS = 8;

export interface TypeFit {
  readonly room: Room;
  /** The screen that goes into the room: the terminal's own size, or the one that it will have in a moment. */
  readonly size: Size;
  readonly cell: CellShape;
  readonly zoom: number;
}

/** Gives the terminal the largest type with which such a screen goes into the room, times `zoom`; see `readableType`. */
export function fitType(terminal: Terminal, { room, size, cell, zoom }: TypeFit): void {
  let px = roundType(readableType(room, size, cell) * zoom);
  const wide = px * cell.width * size.cols > room.width;
  const isWhole = zoom <= 1 && size.cols === terminal.cols && size.rows === terminal.rows;
  setType(terminal, px);
  for (let turn = 0; isWhole && turn < MOST_CORRECTIONS && tooLarge(terminal, room, wide); turn += 1) {
    px -= 0.5;
    setType(terminal, px);
  }
}

function setType(terminal: Terminal, px: number): void {
  if (terminal.options.fontSize !== px) terminal.options.fontSize = px;
}

function tooLarge(terminal: Terminal, room: Room, wide: boolean): boolean {
  const screen = terminal.element?.querySelector<HTMLElement>(".xterm-screen");
  if (!screen) return false;
  return (!wide && screen.offsetWidth > room.width) || screen.offsetHeight > room.height;
}

function roundType(px: number): number {
  return Math.max(4, Math.floor(px * 2) / 2);
}
