import { arrangements, type Arrangement } from "./arrangements.ts";
import type { Box } from "./box.ts";
import {
  details,
  fitTiles,
  seatsOf,
  type Detail,
  type Grid,
  type Letters,
  type RoomFor,
  type Tile,
} from "./tiles.ts";

/** What the map has to find room for. All lengths are pixels of the slide. */
export interface Wanted {
  readonly width: number;
  readonly height: number;
  /** How many of the machines, the first ones, are gates. */
  readonly gates: number;
  readonly machines: number;
  /** Seats that each gate, and each other machine, is to have. */
  readonly gateSeats: number;
  readonly seats: number;
  readonly waiting: number;
  readonly letters: Letters;
  /** The smallest type that can be read from the last row, or on a phone. */
  readonly legible: number;
}

/** Where everything goes. No two boxes, and no two seats, overlap. */
export interface Plan {
  readonly machines: readonly MachinePlan[];
  readonly head: Head;
  /** How much the units' tiles say; all are of one size. */
  readonly detail: Detail;
  readonly tile: Tile;
  readonly shelf: Shelf;
}

export interface MachinePlan {
  readonly box: Box;
  /** Room for units, in the order of their seats; a machine with more units says how many it does not show. */
  readonly seats: readonly Box[];
}

/** The line with a machine's name. */
export interface Head {
  readonly height: number;
  readonly type: number;
}

/** Where units wait for a machine. */
export interface Shelf {
  readonly box: Box;
  readonly detail: Detail;
  readonly tile: Tile;
  readonly seats: readonly Box[];
}

const GAP = 18;
/** One machine alone does not fill the wall. */
const LARGEST = { width: 1000, height: 620 };

/** Chooses among rows, columns and a gate before the others: what shows the units largest, then what looks best. */
export function layOut(wanted: Wanted): Plan {
  const shelf = layOutShelf(wanted);
  const room = { x: 0, y: 0, width: wanted.width, height: shelf.box.y - gapFor(wanted) };
  let best: Furnished | null = null;
  for (const arrangement of arrangements(room, wanted, gapFor(wanted))) {
    const found = furnish(arrangement, wanted);
    if (!best || found.score > best.score) best = found;
  }
  return { ...(best ? planOf(best) : nothing), shelf };
}

const nothing = {
  machines: [],
  head: { height: 0, type: 0 },
  detail: "dot",
  tile: { width: 0, height: 0, type: 0 },
} as const satisfies Omit<Plan, "shelf">;

/** Many machines stand closer. */
function gapFor({ machines }: Wanted): number {
  return Math.max(8, GAP - machines / 2);
}

/** One arrangement, with what can be said in it. */
interface Furnished {
  readonly boxes: readonly Box[];
  readonly rooms: readonly RoomFor[];
  readonly head: Head;
  readonly grid: Grid;
  readonly score: number;
}

function furnish(arrangement: Arrangement, wanted: Wanted): Furnished {
  const boxes = wanted.machines === 1 ? arrangement.boxes.map((box) => shrunk(box)) : arrangement.boxes;
  const narrowest = Math.min(...boxes.map(({ width }) => width));
  const lowest = Math.min(...boxes.map(({ height }) => height));
  const head = headFor(narrowest, lowest, wanted.legible);
  const padding = Math.min(18, Math.max(5, narrowest / 24));
  const rooms = boxes.map((box, index) => ({
    x: box.x + padding,
    y: box.y + head.height,
    width: box.width - 2 * padding,
    height: box.height - head.height - padding,
    count: seatsAt(index, wanted),
  }));
  const gap = Math.max(3, Math.min(12, padding * 0.7));
  const { letters, legible } = wanted;
  const grid = fitTiles(rooms, { letters, legible, gap });
  return { boxes, rooms, head, grid, score: scoreOf(grid, head, boxes, arrangement, wanted) };
}

function planOf({ boxes, rooms, head, grid }: Furnished): Omit<Plan, "shelf"> {
  const machines = boxes.map((box, index) => ({ box, seats: seatsIn(rooms[index], grid) }));
  return { machines, head, detail: grid.detail, tile: grid.tile };
}

function seatsAt(machine: number, { gates, gateSeats, seats }: Wanted): number {
  return machine < gates ? gateSeats : seats;
}

function seatsIn(room: RoomFor | undefined, grid: Grid): Box[] {
  return room ? seatsOf(room, grid).slice(0, room.count) : [];
}

function shrunk(box: Box): Box {
  const width = Math.min(box.width, LARGEST.width);
  const height = Math.min(box.height, LARGEST.height);
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
}

function headFor(width: number, height: number, legible: number): Head {
  const type = Math.max(Math.min(legible, width / 6), Math.min(width / 8.5, height / 5, 42));
  return { height: Math.round(type * (type < 1.3 * legible ? 1.55 : 1.9)), type };
}

function scoreOf(
  grid: Grid,
  head: Head,
  boxes: readonly Box[],
  { holes, isTiered }: Arrangement,
  wanted: Wanted,
): number {
  const rank = details.length - details.indexOf(grid.detail);
  const { legible } = wanted;
  const size = Math.min(1, grid.tile.height / (5 * legible)) + Math.min(1, grid.tile.width / (15 * legible));
  const name = Math.min(1.2, head.type / legible);
  const shapes = boxes.map(({ width, height }) => Math.abs(Math.log(width / height / 1.6)));
  const shape = average(shapes) + Math.max(...shapes) / 2;
  const empty = holes / (boxes.length + holes);
  return rank * 10 + size * 5 + name * 8 - shape * 2 - empty * 6 + (isTiered ? 2.5 : 0);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** A row at the foot, there also when nobody waits: the machines stay where they are when somebody does. */
function layOutShelf({ width, height, legible, letters, waiting }: Wanted): Shelf {
  const tall = Math.min(Math.max(2.6 * legible, height * 0.085), height * 0.2);
  const box = { x: 0, y: height - tall, width, height: tall };
  const label = Math.min(width * 0.3, 7.5 * legible);
  const count = Math.max(1, waiting);
  const room = { x: label, y: box.y, width: width - label - 10, height: tall - 12, count };
  const grid = fitTiles([room], { letters, legible, gap: 8 }, "line");
  const seats = seatsIn(room, grid);
  const low = Math.max(...seats.map((seat) => seat.y + seat.height), box.y);
  const down = (box.y + tall - low) / 2;
  return {
    box,
    detail: grid.detail,
    tile: grid.tile,
    seats: seats.map((seat) => ({ ...seat, y: seat.y + down })),
  };
}
