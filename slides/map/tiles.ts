import type { Box } from "./box.ts";

/**
 * How much a tile says, from much to little: image, name and state; image or name; the version alone; nothing but the
 * state's shape.
 */
export const details = ["full", "line", "tag", "dot"] as const;
export type Detail = (typeof details)[number];

/** The longest words that tiles have to show, in letters. */
export interface Letters {
  /** `web:2`, `discovery`. */
  readonly main: number;
  /** `discovery@8888`. */
  readonly name: number;
  /** `2`. */
  readonly version: number;
}

/** A room and how many tiles it is to have. */
export interface RoomFor extends Box {
  readonly count: number;
}

export interface TileRules {
  readonly letters: Letters;
  /** The smallest type that can be read. */
  readonly legible: number;
  readonly gap: number;
}

export interface Grid {
  readonly detail: Detail;
  readonly tile: Tile;
  readonly gap: number;
}

export interface Tile {
  readonly width: number;
  readonly height: number;
  /** Size of its largest type; of its shape where it has no words. */
  readonly type: number;
}

interface Form {
  /** In parts of the type. */
  readonly height: number;
  readonly width: (letters: Letters) => number;
  /** In parts of the smallest type that can be read. */
  readonly least: number;
  readonly most: number;
}

/** The second line of a tile is smaller by this: `.map-name` in `map-units.css`. */
const SECOND = 0.56;
/** Width of a letter in parts of its height, and of the shape with the space around it. */
const LETTER = 0.58;
const SHAPE = 2;

const forms: Readonly<Record<Detail, Form>> = {
  full: {
    height: 2.3,
    width: ({ main, name }) => SHAPE + LETTER * Math.max(main, SECOND * name),
    least: 1.25,
    most: 3.6,
  },
  line: { height: 1.55, width: ({ main }) => SHAPE + LETTER * main, least: 0.95, most: 2 },
  tag: { height: 1.45, width: ({ version }) => SHAPE + LETTER * version, least: 0.95, most: 1.6 },
  dot: { height: 1, width: () => 1, least: 0, most: 1.9 },
};

/** Words are not made smaller for one that is much longer than the others. */
const LONGEST_WORD = 12;
/** A tile that is much wider than its words looks empty. */
const WIDEST = 2.2;
/** Smaller dots than this are not drawn. */
const SMALLEST_DOT = 8;

/** The most that tiles of one size can say in all of these rooms. */
export function fitTiles(rooms: readonly RoomFor[], rules: TileRules, most: Detail = "full"): Grid {
  // Most are of one size.
  const distinct = [
    ...new Map(rooms.map((room) => [`${room.width} ${room.height} ${room.count}`, room])).values(),
  ];
  for (const detail of details.slice(details.indexOf(most))) {
    const gap = detail === "dot" ? Math.min(rules.gap, 4) : rules.gap;
    const fitting = distinct.map((room) => largest(room, detail, { ...rules, gap }));
    const tiles = fitting.filter((tile) => tile !== null);
    if (tiles.length > 0 && tiles.length === distinct.length) return { detail, tile: smallestOf(tiles), gap };
  }
  const side = SMALLEST_DOT;
  return { detail: "dot", tile: { width: side, height: side, type: side }, gap: 2 };
}

function smallestOf(tiles: readonly Tile[]): Tile {
  const least = (of: (tile: Tile) => number): number => Math.min(...tiles.map(of));
  return {
    width: least((tile) => tile.width),
    height: least((tile) => tile.height),
    type: least((tile) => tile.type),
  };
}

/** The tile with the largest type; null where that is too small to be read. */
function largest(room: RoomFor, detail: Detail, { letters, legible, gap }: TileRules): Tile | null {
  const form = forms[detail];
  const words = {
    main: Math.min(LONGEST_WORD, letters.main),
    name: Math.min(LONGEST_WORD / SECOND, letters.name),
    version: Math.min(LONGEST_WORD, letters.version),
  };
  let best: Tile | null = null;
  for (let columns = 1; columns <= room.count; columns += 1) {
    const rows = Math.ceil(room.count / columns);
    const width = (room.width - (columns - 1) * gap) / columns;
    const height = (room.height - (rows - 1) * gap) / rows;
    const type = Math.min(height / form.height, width / form.width(words), form.most * legible);
    if (type < form.least * legible || type < SMALLEST_DOT || (best && type <= best.type)) continue;
    const wide = detail === "dot" ? type : Math.min(width, type * form.width(words) * WIDEST);
    best = { width: wide, height: type * form.height, type };
  }
  return best;
}

/** The places for tiles in a room, row by row; as many as go in. */
export function seatsOf(room: Box, { tile: { width, height }, gap }: Grid): Box[] {
  const columns = fitting(room.width, width, gap);
  const rows = fitting(room.height, height, gap);
  return Array.from({ length: columns * rows }, (_, index) => ({
    x: room.x + (index % columns) * (width + gap),
    y: room.y + Math.floor(index / columns) * (height + gap),
    width,
    height,
  }));
}

function fitting(length: number, side: number, gap: number): number {
  // What was divided into these sides a moment ago may have lost a hair in it.
  return Math.max(0, Math.floor((length + gap + 1e-6) / (side + gap)));
}
