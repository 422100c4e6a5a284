import { element } from "../ui/elements.ts";
import type { Point } from "./box.ts";
import type { Motion } from "./motion.ts";

const TRAVEL_MS = 620;
const GLOW_MS = 1100;
/** More at once say no more, and cost frames. */
const MOST = 8;

/** Requests, as light that runs from the load balancer to the unit that answered. */
export class Lights {
  readonly element = element("div", "map-lights");
  readonly #motion: Motion;

  constructor(motion: Motion) {
    this.#motion = motion;
  }

  /** `arrived` is called when the light is there; at once where none is drawn. */
  run(from: Point, to: Point, arrived: () => void): void {
    if (this.#motion.isCalm || this.element.childElementCount >= 2 * MOST) {
      arrived();
      return;
    }
    const turn = `rotate(${Math.atan2(to.y - from.y, to.x - from.x)}rad)`;
    const start = `translate(${from.x}px, ${from.y}px) ${turn}`;
    const end = `translate(${to.x}px, ${to.y}px) ${turn}`;
    const path = element("div", "map-path");
    path.style.width = `${Math.hypot(to.x - from.x, to.y - from.y)}px`;
    const light = element("div", "map-light");
    this.element.append(path, light);
    const drawn = [
      { transform: `${start} scaleX(0)`, opacity: 1 },
      { transform: `${start} scaleX(1)`, opacity: 1, offset: TRAVEL_MS / GLOW_MS },
      { transform: `${start} scaleX(1)`, opacity: 0 },
    ];
    this.#play(path, drawn, GLOW_MS);
    this.#play(light, [{ transform: start }, { transform: end }], TRAVEL_MS, arrived);
  }

  clear(): void {
    this.element.replaceChildren();
  }

  #play(target: HTMLElement, poses: Keyframe[], duration: number, ended?: () => void): void {
    const keyframes = poses.map((pose) => ({ ...pose, easing: "cubic-bezier(0.45, 0, 0.6, 1)" }));
    target.animate(keyframes, { duration, fill: "forwards" }).addEventListener("finish", () => {
      if (target.isConnected) ended?.();
      target.remove();
    });
  }
}
