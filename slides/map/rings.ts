import { element } from "../ui/elements.ts";
import type { Box } from "./box.ts";
import { poseOf, type Way } from "./flight.ts";

/** How long the accent stays on what has just happened. */
const FRESH_MS = 1600;

/**
 * Rings in the accent's colour around what has just happened. They are drawn over everything, so that the things they
 * mark need not be drawn anew while a ring fades.
 */
export class Rings {
  readonly element = element("div", "map-rings");
  readonly #isCalm: () => boolean;
  readonly #rings = new Map<HTMLElement, HTMLElement>();

  /** @param isCalm whether rings shall come and go without fading. */
  constructor(isCalm: () => boolean) {
    this.#isCalm = isCalm;
  }

  /** Puts a ring around the thing, in the place of one that is there. */
  show(thing: HTMLElement, at: Box): void {
    this.#rings.get(thing)?.remove();
    const ring = element("div", "map-ring");
    this.#rings.set(thing, ring);
    place(ring, at);
    this.element.append(ring);
    const full = { opacity: 1 };
    const fade = this.#isCalm() ? [full, full] : [full, { ...full, offset: 0.4 }, { opacity: 0 }];
    ring.animate(fade, { duration: FRESH_MS }).addEventListener("finish", () => {
      ring.remove();
      if (this.#rings.get(thing) === ring) this.#rings.delete(thing);
    });
  }

  /** Takes the thing's ring along on its way. */
  move(
    thing: HTMLElement,
    to: Box,
    { poses }: Way,
    timing: KeyframeAnimationOptions,
    startAt: CSSNumberish | null,
  ): void {
    const ring = this.#rings.get(thing);
    if (!ring) return;
    place(ring, to);
    if (this.#isCalm()) return;
    const moves = poses.map(({ transform, offset }) => ({ transform, offset }));
    ring.animate(moves as Keyframe[], timing).currentTime = startAt;
  }

  clear(): void {
    this.element.replaceChildren();
    this.#rings.clear();
  }
}

function place({ style }: HTMLElement, box: Box): void {
  style.width = `${box.width}px`;
  style.height = `${box.height}px`;
  style.transform = poseOf(box, box);
}
