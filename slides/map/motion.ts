import type { Box } from "./box.ts";
import { flight, glide, poseOf, type Way } from "./flight.ts";
import { Rings } from "./rings.ts";

const FLIGHT_MS = 900;
const SHIFT_MS = 520;
const APPEAR_MS = 460;
const LEAVE_MS = 380;

const settle = "cubic-bezier(0.2, 0.9, 0.25, 1)";
const nothing = (): void => undefined;

interface Playing {
  readonly animation: Animation;
  readonly way: Way;
  readonly timing: KeyframeAnimationOptions;
  readonly ended: () => void;
}

/**
 * Everything that moves on the map. Only transform and opacity: the compositor moves them, and nothing is laid out or
 * painted in between; nor is the page ever asked where something is, which would make it lay out at once. For eyes that
 * want no motion, things are at their new place at once.
 */
export class Motion {
  readonly #calm = matchMedia("(prefers-reduced-motion: reduce)");
  readonly #playing = new Map<HTMLElement, Playing>();
  readonly #rings = new Rings(() => this.isCalm);

  get isCalm(): boolean {
    return this.#calm.matches;
  }

  /** Where the marks of what has just happened are drawn. */
  get rings(): HTMLElement {
    return this.#rings.element;
  }

  /** From one machine to another. */
  fly(element: HTMLElement, from: Box, to: Box): void {
    this.#play(element, to, flight(from, to), { duration: FLIGHT_MS });
  }

  /** To another place or size on the same machine, or with it. */
  shift(element: HTMLElement, from: Box, to: Box): void {
    this.#play(element, to, glide(from, to), { duration: SHIFT_MS, easing: settle });
  }

  appear(element: HTMLElement, at: Box): void {
    const above = { ...at, y: at.y - Math.min(30, at.height * 0.35) };
    const poses = [
      { transform: poseOf(above, at, 0.8), opacity: 0 },
      { transform: poseOf(at, at), opacity: 1 },
    ];
    this.#play(element, at, { poses, boxAt: () => at }, { duration: APPEAR_MS, easing: settle });
  }

  /** Takes the element out of the document in the end. */
  leave(element: HTMLElement, at: Box): void {
    element.classList.add("gone");
    const poses = [
      { transform: poseOf(at, at), opacity: 1 },
      { transform: poseOf(at, at, 0.7), opacity: 0 },
    ];
    const timing = { duration: LEAVE_MS, easing: "ease-in" };
    this.#play(element, at, { poses, boxAt: () => at }, timing, () => element.remove());
  }

  /** Marks what has just happened with the accent, for a moment; it goes along with what it marks. */
  flash(element: HTMLElement, at: Box): void {
    const playing = this.#playing.get(element);
    this.#rings.show(element, at);
    if (playing) this.#rings.move(element, at, playing.way, playing.timing, playing.animation.currentTime);
  }

  /** Where the element, of the size of `at`, is seen now. */
  seenAt(element: HTMLElement, at: Box): Box {
    const playing = this.#playing.get(element);
    const progress = playing?.animation.effect?.getComputedTiming().progress ?? null;
    return playing && progress !== null ? playing.way.boxAt(progress) : at;
  }

  /** Everything is where it belongs, at once. */
  stop(): void {
    for (const element of [...this.#playing.keys()]) this.#end(element);
    this.#rings.clear();
  }

  #play(element: HTMLElement, to: Box, way: Way, timing: KeyframeAnimationOptions, ended = nothing): void {
    this.#end(element);
    this.#rings.move(element, to, way, timing, 0);
    if (this.isCalm) {
      ended();
      return;
    }
    // Above those that stand still: in between, it would cut what is drawn of them into two layers as large as the map.
    element.classList.add("moving");
    const animation = element.animate([...way.poses], timing);
    this.#playing.set(element, { animation, way, timing, ended });
    animation.addEventListener("finish", () => {
      if (this.#playing.get(element)?.animation === animation) this.#end(element);
    });
  }

  #end(element: HTMLElement): void {
    const playing = this.#playing.get(element);
    if (!playing) return;
    this.#playing.delete(element);
    element.classList.remove("moving");
    playing.animation.cancel();
    playing.ended();
  }
}
