import { element, setText } from "../ui/elements.ts";
import { clockTime } from "../ui/time.ts";
import type { PaneTimeline } from "../sources/source.ts";

const KEY_STEP_MS = 1000;

/** The time line of a recorded pane: its steps as marks, a position to drag. */
export class Scrubber {
  readonly element: HTMLElement;
  readonly #track = element("div", "scrub-track");
  readonly #played = element("div", "scrub-played");
  readonly #knob = element("div", "scrub-knob");
  readonly #marks = element("div", "scrub-marks");
  readonly #time = element("span", "scrub-time");
  readonly #seek: (ms: number) => void;
  #durationMs = 1;
  #positionMs = 0;
  /** The marks that are drawn, as text: a source may make its list anew each time. */
  #drawn = "";

  constructor(label: string, seek: (ms: number) => void) {
    this.#seek = seek;
    this.#track.append(this.#played, this.#marks, this.#knob);
    this.element = element("div", "scrubber", this.#track, this.#time);
    this.#track.tabIndex = 0;
    this.#track.setAttribute("role", "slider");
    this.#track.setAttribute("aria-label", label);
    this.#track.setAttribute("aria-valuemin", "0");
    this.#track.addEventListener("pointerdown", (event) => this.#grab(event));
    this.#track.addEventListener("keydown", (event) => this.#key(event));
  }

  show(timeline: PaneTimeline): void {
    this.#durationMs = Math.max(1, timeline.durationMs);
    this.#positionMs = timeline.positionMs;
    this.#mark(timeline.steps);
    this.#place();
  }

  #place(): void {
    const part = Math.min(1, Math.max(0, this.#positionMs / this.#durationMs));
    this.#track.style.setProperty("--at", part.toFixed(4));
    this.#track.setAttribute("aria-valuemax", String(Math.round(this.#durationMs / 1000)));
    this.#track.setAttribute("aria-valuenow", String(Math.round(this.#positionMs / 1000)));
    const words = `${clockTime(this.#positionMs)} / ${clockTime(this.#durationMs)}`;
    this.#track.setAttribute("aria-valuetext", words);
    setText(this.#time, words);
  }

  #mark(steps: PaneTimeline["steps"]): void {
    const drawn = JSON.stringify([this.#durationMs, steps]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#marks.replaceChildren(
      ...steps.map((step) => {
        const mark = element("i", step.failed ? "scrub-step failed" : "scrub-step");
        mark.style.setProperty("--from", (step.startMs / this.#durationMs).toFixed(4));
        mark.style.setProperty("--to", (step.endMs / this.#durationMs).toFixed(4));
        mark.title = step.step;
        return mark;
      }),
    );
  }

  #grab(event: PointerEvent): void {
    event.preventDefault();
    event.stopPropagation();
    this.#track.setPointerCapture(event.pointerId);
    const follow = (at: PointerEvent): void => this.#goTo(this.#under(at));
    const drop = (): void => {
      this.#track.removeEventListener("pointermove", follow);
      this.#track.removeEventListener("pointerup", drop);
      this.#track.removeEventListener("pointercancel", drop);
    };
    this.#track.addEventListener("pointermove", follow);
    this.#track.addEventListener("pointerup", drop);
    this.#track.addEventListener("pointercancel", drop);
    follow(event);
  }

  #under(event: PointerEvent): number {
    const box = this.#track.getBoundingClientRect();
    return ((event.clientX - box.left) / Math.max(1, box.width)) * this.#durationMs;
  }

  #key(event: KeyboardEvent): void {
    const far = event.shiftKey ? 10 * KEY_STEP_MS : KEY_STEP_MS;
    const to = new Map([
      ["ArrowLeft", this.#positionMs - far],
      ["ArrowDown", this.#positionMs - far],
      ["ArrowRight", this.#positionMs + far],
      ["ArrowUp", this.#positionMs + far],
      ["Home", 0],
      ["End", this.#durationMs],
    ]).get(event.key);
    if (to === undefined) return;
    event.preventDefault();
    this.#goTo(to);
  }

  #goTo(ms: number): void {
    this.#positionMs = Math.min(this.#durationMs, Math.max(0, ms));
    this.#place();
    this.#seek(this.#positionMs);
  }
}
