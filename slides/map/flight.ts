import type { Box } from "./box.ts";

/** An element's place and size at one moment of a motion, as a CSS transform with its origin at the left top. */
export interface Pose extends Keyframe {
  readonly offset: number;
  readonly transform: string;
}

const SAMPLES = 12;
/** How far a flight leaves the straight line, in parts of its length: two that cross are not taken for each other. */
const BEND = 0.12;
const LIFT = 0.12;

/** Along a bow from one box to the other, lifted in between. The element has the size of `to`. */
export function flight(from: Box, to: Box): Pose[] {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  return Array.from({ length: SAMPLES + 1 }, (_, index) => {
    const offset = index / SAMPLES;
    const at = eased(offset);
    const bow = 4 * at * (1 - at);
    const box = {
      x: from.x + dx * at - dy * BEND * bow,
      y: from.y + dy * at + Math.abs(dx) * -BEND * bow,
      width: from.width + (to.width - from.width) * at,
      height: from.height + (to.height - from.height) * at,
    };
    return { offset, transform: poseOf(box, to, 1 + LIFT * bow) };
  });
}

/** `zoom` is about the box's middle. */
export function poseOf(box: Box, size: Box, zoom = 1): string {
  const x = box.x - (box.width * (zoom - 1)) / 2;
  const y = box.y - (box.height * (zoom - 1)) / 2;
  const scale = `${round((zoom * box.width) / size.width)}, ${round((zoom * box.height) / size.height)}`;
  return `translate(${round(x)}px, ${round(y)}px) scale(${scale})`;
}

function eased(at: number): number {
  return at < 0.5 ? 4 * at ** 3 : 1 - (-2 * at + 2) ** 3 / 2;
}

function round(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 1000) / 1000 : 1;
}
