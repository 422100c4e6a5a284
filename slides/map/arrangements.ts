import type { Box } from "./box.ts";

/** One way of dividing the room among the machines. */
export interface Arrangement {
  readonly boxes: readonly Box[];
  /** Places that no machine takes. */
  readonly holes: number;
  /** Whether the gates stand before the others, as requests go. */
  readonly isTiered: boolean;
}

/** With more machines than this the gates stand in line with the others: a tier of their own would waste room. */
const MOST_BEHIND_A_GATE = 8;
const SHARES = [0.2, 0.24, 0.28, 0.32, 0.38];

/** All that are worth looking at. */
export function* arrangements(
  room: Box,
  { machines, gates }: { readonly machines: number; readonly gates: number },
  gap: number,
): Generator<Arrangement> {
  for (let columns = 1; columns <= machines; columns += 1) {
    yield { ...grid(room, machines, columns, gap), isTiered: false };
  }
  const others = machines - gates;
  if (gates === 0 || others < 2 || others > MOST_BEHIND_A_GATE || gates > others) return;
  for (const share of SHARES) {
    for (const [front, back, frontColumns] of [
      [...above(room, share, gap), gates],
      [...beside(room, share, gap), 1],
    ] as const) {
      const first = grid(front, gates, frontColumns, gap);
      for (let columns = 1; columns <= others; columns += 1) {
        const rest = grid(back, others, columns, gap);
        yield { boxes: [...first.boxes, ...rest.boxes], holes: rest.holes, isTiered: true };
      }
    }
  }
}

function above(room: Box, share: number, gap: number): [Box, Box] {
  const front = room.height * share - gap / 2;
  return [
    { ...room, height: front },
    { ...room, y: room.y + front + gap, height: room.height - front - gap },
  ];
}

function beside(room: Box, share: number, gap: number): [Box, Box] {
  const front = room.width * share - gap / 2;
  return [
    { ...room, width: front },
    { ...room, x: room.x + front + gap, width: room.width - front - gap },
  ];
}

function grid(room: Box, count: number, columns: number, gap: number): Pick<Arrangement, "boxes" | "holes"> {
  const rows = Math.ceil(count / columns);
  const width = (room.width - (columns - 1) * gap) / columns;
  const height = (room.height - (rows - 1) * gap) / rows;
  const boxes = Array.from({ length: count }, (_, index) => ({
    x: room.x + (index % columns) * (width + gap),
    y: room.y + Math.floor(index / columns) * (height + gap),
    width,
    height,
  }));
  return { boxes, holes: rows * columns - count };
}
