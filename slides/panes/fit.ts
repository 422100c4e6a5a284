import type { Size } from "#core/protocol/messages.ts";

export interface Room {
  readonly width: number;
  readonly height: number;
}

/** A terminal cell at a type size of 1 px. */
export interface CellShape {
  readonly width: number;
  readonly height: number;
}

const SMALLEST_TYPE = 5;
const LARGEST_TYPE = 200;

/** Wished type size, in the slide's pixels, for panes whose size is `auto`: readable from the last row. */
export function wishedType(panes: number): number {
  if (panes <= 1) return 34;
  return panes === 2 ? 28 : 25;
}

/** Columns and rows of type `px` that go into the room; never fewer than a shell can live with. */
export function sizeFor(room: Room, px: number, cell: CellShape): Size {
  return {
    cols: Math.max(20, Math.floor(room.width / (cell.width * px))),
    rows: Math.max(5, Math.floor(room.height / cellHeight(px, cell))),
  };
}

/** The largest type, in half pixels, with which the whole screen goes into the room. */
export function largestType(room: Room, size: Size, cell: CellShape): number {
  const wide = room.width / (size.cols * cell.width);
  const high = room.height / (size.rows * cell.height);
  let px = Math.min(LARGEST_TYPE, Math.floor(2 * Math.min(wide, high)) / 2);
  while (px > SMALLEST_TYPE && cellHeight(px, cell) * size.rows > room.height) px -= 0.5;
  return Math.max(SMALLEST_TYPE, px);
}

/** xterm.js rounds the height of a row up to a whole pixel. */
function cellHeight(px: number, cell: CellShape): number {
  return Math.ceil(px * cell.height);
}
