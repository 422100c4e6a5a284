/** Where a pane's recording is cut so that a keyframe can begin each piece. */
import { EscapeScanner } from "./escapes.ts";
import { isResize, type SegmentEvent } from "./playback.ts";

/**
 * Characters in a segment, about: a seek writes half of it on average. Measured with a 20 MB cast, see
 * docs/performance.md: smaller makes many files, larger makes the tail slower than the keyframe.
 */
export const SEGMENT_CHARACTERS = 128 * 1024;

/** A segment this many times too long is cut wherever it can be, even within a scroll region. */
const PATIENCE = 4;
/** After a moment that was no good, the next one is looked for this part of a segment later. */
const NEXT_TRY = 1 / 32;

/** Says, event by event, where the next segment should begin. */
export class SegmentCutter {
  readonly #scanner = new EscapeScanner();
  readonly #target: number;
  #characters = 0;
  #notBefore = 0;

  constructor(targetCharacters = SEGMENT_CHARACTERS) {
    this.#target = targetCharacters;
  }

  /** Whether a keyframe should be made before the next event. */
  get due(): boolean {
    const enough = this.#scanner.calm ? this.#target : this.#target * PATIENCE;
    return this.#characters >= Math.max(enough, this.#notBefore) && this.#scanner.cuttable;
  }

  add(event: SegmentEvent): void {
    if (isResize(event)) {
      this.#scanner.resized();
    } else {
      this.#scanner.feed(event[1]);
      this.#characters += event[1].length;
    }
  }

  /** A segment begins here. */
  cut(): void {
    this.#characters = 0;
    this.#notBefore = 0;
  }

  /** No keyframe can be made here. */
  postpone(): void {
    this.#notBefore = this.#characters + this.#target * NEXT_TRY;
  }
}
