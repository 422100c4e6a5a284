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
/** Smaller type cannot be read on a phone: there the screen may be wider than its room, and is moved by a finger. */
const READABLE_TYPE = 11;

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

/** As `largestType`, but never too small to be read as long as all rows go into the room. */
export function readableType(room: Room, size: Size, cell: CellShape): number {
  const byHeight = largestType({ ...room, width: Infinity }, size, cell);
  return Math.max(largestType(room, size, cell), Math.min(READABLE_TYPE, byHeight));
}

/** xterm.js rounds the height of a row up to a whole pixel. */
function cellHeight(px: number, cell: CellShape): number {
  return Math.ceil(px * cell.height);
}
