import type { Box } from "./box.ts";
import { flight, poseOf } from "./flight.ts";

const FLIGHT_MS = 900;
const SHIFT_MS = 520;
const APPEAR_MS = 460;
const LEAVE_MS = 380;
/** How long the accent stays on what has just happened. */
const FRESH_MS = 1600;

const settle = "cubic-bezier(0.2, 0.9, 0.25, 1)";
const nothing = (): void => undefined;

/**
 * Everything that moves on the map. Only transform and opacity: the compositor moves them, and nothing is laid out or
 * painted in between. For eyes that want no motion, things are at their new place at once.
 */
export class Motion {
  readonly #calm = matchMedia("(prefers-reduced-motion: reduce)");
  readonly #raised = new WeakMap<HTMLElement, Set<Animation>>();
  readonly #playing = new Map<HTMLElement, { readonly animation: Animation; readonly ended: () => void }>();

  get isCalm(): boolean {
    return this.#calm.matches;
  }

  /** From one machine to another. */
  fly(element: HTMLElement, from: Box, to: Box): void {
    this.#play(element, flight(from, to), { duration: FLIGHT_MS });
  }

  /** To another place or size on the same machine, or with it. */
  shift(element: HTMLElement, from: Box, to: Box): void {
    const poses = [from, to].map((box) => ({ transform: poseOf(box, to) }));
    this.#play(element, poses, { duration: SHIFT_MS, easing: settle });
  }

  appear(element: HTMLElement, at: Box): void {
    const above = { ...at, y: at.y - Math.min(30, at.height * 0.35) };
    const poses = [
      { transform: poseOf(above, at, 0.8), opacity: 0 },
      { transform: poseOf(at, at), opacity: 1 },
    ];
    this.#play(element, poses, { duration: APPEAR_MS, easing: settle });
  }

  /** Takes the element out of the document in the end. */
  leave(element: HTMLElement, at: Box): void {
    element.classList.add("gone");
    const poses = [
      { transform: poseOf(at, at), opacity: 1 },
      { transform: poseOf(at, at, 0.7), opacity: 0 },
    ];
    this.#play(element, poses, { duration: LEAVE_MS, easing: "ease-in" }, () => element.remove());
  }

  /** Marks what has just happened with the accent, for a moment. */
  flash(element: HTMLElement): void {
    if (this.isCalm) {
      element.classList.add("fresh");
      setTimeout(() => element.classList.remove("fresh"), FRESH_MS);
      return;
    }
    const glow = [{ opacity: 1 }, { opacity: 1, offset: 0.4 }, { opacity: 0 }];
    this.#raise(element, element.animate(glow, { duration: FRESH_MS, pseudoElement: "::after" }));
  }

  /** Where the element, of the size of `at`, is seen now. */
  seenAt(element: HTMLElement, at: Box): Box {
    if (!this.#playing.has(element)) return at;
    const { a, d, e, f } = new DOMMatrix(getComputedStyle(element).transform);
    return { x: e, y: f, width: at.width * a, height: at.height * d };
  }

  /** Everything is where it belongs, at once. */
  stop(root: HTMLElement): void {
    for (const element of [...this.#playing.keys()]) this.#end(element);
    for (const animation of root.getAnimations({ subtree: true })) animation.cancel();
  }

  #play(element: HTMLElement, poses: Keyframe[], timing: KeyframeAnimationOptions, ended = nothing): void {
    this.#end(element);
    if (this.isCalm) {
      ended();
      return;
    }
    const animation = element.animate(poses, timing);
    this.#raise(element, animation);
    this.#playing.set(element, { animation, ended });
    animation.addEventListener("finish", () => {
      if (this.#playing.get(element)?.animation === animation) this.#end(element);
    });
  }

  /**
   * Puts it above those that stand still, until it does too. In between them it would cut what is drawn of them into a
   * layer before and a layer behind, each as large as the map.
   */
  #raise(element: HTMLElement, animation: Animation): void {
    const raised = this.#raised.get(element) ?? new Set();
    this.#raised.set(element, raised.add(animation));
    element.classList.add("raised");
    const lower = (): void => {
      raised.delete(animation);
      if (raised.size === 0) element.classList.remove("raised");
    };
    animation.addEventListener("finish", lower);
    animation.addEventListener("cancel", lower);
  }

  #end(element: HTMLElement): void {
    const playing = this.#playing.get(element);
    this.#playing.delete(element);
    playing?.animation.cancel();
    playing?.ended();
  }
}
