/** Where a pane's recording is cut so that a keyframe can begin each piece. */
import { EscapeScanner } from "./escapes.ts";
import { isResize, type SegmentEvent } from "./playback.ts";

/**
 * Characters in a segment, about: a seek writes half of it on average. Measured with a 20 MB cast, see
 * docs/performance.md: smaller makes many files, larger makes the tail slower than the keyframe.
 */
export const SEGMENT_CHARACTERS = 128 * 1024;

/**
 * Characters from one glimpse to the next, about: what a terminal parses within a frame, even one that has just been
 * loaded. Each costs some kilobytes before packing, and little after it: much of its text is in the events too.
 */
export const GLIMPSE_CHARACTERS = 16 * 1024;

/** A segment this many times too long is cut wherever it can be, even within a scroll region. */
const PATIENCE = 4;
/** After a moment that was no good, the next one is looked for this part of a segment later. */
const NEXT_TRY = 1 / 32;

/** Says, event by event, where the next segment should begin, or the next glimpse be taken. */
export class SegmentCutter {
  readonly #scanner = new EscapeScanner();
  readonly #target: number;
  #characters = 0;
  #notBefore = 0;

  constructor(targetCharacters = SEGMENT_CHARACTERS) {
    this.#target = targetCharacters;
  }

  /** Whether the screen should be kept before the next event. */
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

  /** A segment begins here; with `characters` that count as if they had been added. */
  cut(characters = 0): void {
    this.#characters = characters;
    this.#notBefore = 0;
  }

  /** The screen cannot be kept here; with `tries` the next one is so many times as far away. */
  postpone(tries = 1): void {
    this.#notBefore = this.#characters + this.#target * NEXT_TRY * tries;
  }
}
