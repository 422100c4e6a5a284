import type { Box } from "./box.ts";

const SAMPLES = 12;
/** How far a flight leaves the straight line, in parts of its length: two that cross are not taken for each other. */
const BEND = 0.12;
const LIFT = 0.12;

/** A way from one box to another. Times are parts of it, from 0 to 1. */
export interface Way {
  readonly poses: readonly Keyframe[];
  /** Where it is when the time has been eased. */
  readonly boxAt: (progress: number) => Box;
}

/** The straight way; whoever goes it sets the pace. */
export function glide(from: Box, to: Box): Way {
  return {
    poses: [from, to].map((box) => ({ transform: poseOf(box, to) })),
    boxAt: (progress) => between(from, to, progress),
  };
}

/** Along a bow, lifted in between, with its own pace. The element has the size of `to`. */
export function flight(from: Box, to: Box): Way {
  const boxAt = (time: number): Box => {
    const at = eased(time);
    const bow = bowAt(at) * BEND;
    const box = between(from, to, at);
    return { ...box, x: box.x - (to.y - from.y) * bow, y: box.y - Math.abs(to.x - from.x) * bow };
  };
  const poses = Array.from({ length: SAMPLES + 1 }, (_, index) => {
    const offset = index / SAMPLES;
    return { offset, transform: poseOf(boxAt(offset), to, 1 + LIFT * bowAt(eased(offset))) };
  });
  return { poses, boxAt };
}

/** A CSS transform, with its origin at the left top, that shows an element of the size of `size` as `box`. `zoom` is about the middle. */
export function poseOf(box: Box, size: Box, zoom = 1): string {
  const x = box.x - (box.width * (zoom - 1)) / 2;
  const y = box.y - (box.height * (zoom - 1)) / 2;
  const scale = `${round((zoom * box.width) / size.width)}, ${round((zoom * box.height) / size.height)}`;
  return `translate(${round(x)}px, ${round(y)}px) scale(${scale})`;
}

function between(from: Box, to: Box, at: number): Box {
  const part = (a: number, b: number): number => a + (b - a) * at;
  return {
    x: part(from.x, to.x),
    y: part(from.y, to.y),
    width: part(from.width, to.width),
    height: part(from.height, to.height),
  };
}

function bowAt(at: number): number {
  return 4 * at * (1 - at);
}

function eased(at: number): number {
  return at < 0.5 ? 4 * at ** 3 : 1 - (-2 * at + 2) ** 3 / 2;
}

function round(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 1000) / 1000 : 1;
}
