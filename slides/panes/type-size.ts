import type { Terminal } from "@xterm/xterm";
import { largestType, type CellShape, type Room } from "./fit.ts";

/** What xterm.js rounds may be a few pixels more than was computed: half pixels are taken off until it fits. */
const MOST_CORRECTIONS = 8;

/** Gives the terminal the largest type with which its whole screen goes into the room, times `zoom`. */
export function fitType(terminal: Terminal, room: Room, cell: CellShape, zoom: number): void {
  const fitting = largestType(room, terminal, cell);
  let px = roundType(fitting * zoom);
  setType(terminal, px);
  for (let turn = 0; zoom <= 1 && turn < MOST_CORRECTIONS && tooLarge(terminal, room); turn += 1) {
    px -= 0.5;
    setType(terminal, px);
  }
}

function setType(terminal: Terminal, px: number): void {
  if (terminal.options.fontSize !== px) terminal.options.fontSize = px;
}

function tooLarge(terminal: Terminal, room: Room): boolean {
  const screen = terminal.element?.querySelector<HTMLElement>(".xterm-screen");
  if (!screen) return false;
  return screen.offsetWidth > room.width || screen.offsetHeight > room.height;
}

function roundType(px: number): number {
  return Math.max(4, Math.floor(px * 2) / 2);
}
