/** Keeps the screen now and then within a segment, without its scrollback: see `Glimpse`. */
import type { Size } from "#core/protocol/messages.ts";
import type { ScreenBuffer, ScreenFactory } from "#server/app/ports.ts";
import { isResize, type Glimpse, type Keyframe, type SegmentEvent } from "#core/takes/playback.ts";
import { GLIMPSE_CHARACTERS, SegmentCutter } from "#core/takes/segments.ts";
import { feed, written } from "./feed.ts";

/** RIS: all modes too are as in a new terminal. */
const RESET = "\u001bc";
/** A quarter of the way from one glimpse to the next: see `SegmentCutter.postpone`. */
const MOST_TRIES = 8;

/**
 * Takes the glimpses of one segment after the other. One is kept only if it gives the same screen, and if what
 * follows it, played from it, gives the screen that the whole recording shows at the next one.
 */
export class GlimpseTaker {
  readonly #screens: ScreenFactory;
  readonly #cutter: SegmentCutter;
  /** Shows the glimpse that was taken last, and is played on beside the recording. */
  #copy: ScreenBuffer | null = null;
  #events = 0;
  #isResized = false;
  #tries = 1;
  /** Taken and not yet confirmed. */
  #candidate: Glimpse | null = null;
  #since: SegmentEvent[] = [];
  #kept: Glimpse[] = [];

  constructor(screens: ScreenFactory, characters = GLIMPSE_CHARACTERS) {
    this.#screens = screens;
    this.#cutter = new SegmentCutter(characters);
  }

  /** Whether `take` should be called before the next event. */
  get due(): boolean {
    return !this.#isResized && this.#cutter.due;
  }

  add(event: SegmentEvent): void {
    this.#cutter.add(event);
    this.#events++;
    this.#isResized ||= isResize(event);
    if (this.#candidate) this.#since.push(event);
  }

  /** @param recording the screen after all events that were added. */
  async take(recording: ScreenBuffer): Promise<void> {
    const text = await this.confirm(recording);
    const copy = this.#copyFor(recording.size);
    await written(copy, RESET + text);
    if (copy.serialize(0) === text) {
      this.#candidate = { after: this.#events, text };
      this.#tries = 1;
      this.#cutter.cut();
    } else {
      // A process table's screen may be no good for as long as it is there, and each try costs.
      this.#cutter.postpone(this.#tries);
      this.#tries = Math.min(2 * this.#tries, MOST_TRIES);
    }
  }

  /** Ends the segment and gives its glimpses; the next one begins with `keyframe`, which must be parsed too. */
  async end(recording: ScreenBuffer, keyframe: Pick<Keyframe, "text">): Promise<Glimpse[]> {
    await this.confirm(recording);
    const kept = this.#kept;
    this.#kept = [];
    this.#events = 0;
    this.#isResized = false;
    this.#tries = 1;
    this.#cutter.cut(keyframe.text.length);
    return kept;
  }

  /**
   * Compares what was taken last with what is there now, which is given back. To be called before the size changes:
   * a screen without scrollback goes another way from there, and no glimpse is used behind it.
   */
  async confirm(recording: ScreenBuffer): Promise<string> {
    const shown = recording.serialize(0);
    if (this.#candidate && this.#copy) {
      await feed(this.#copy, this.#since);
      if (this.#copy.serialize(0) === shown) this.#kept.push(this.#candidate);
    }
    this.#candidate = null;
    this.#since = [];
    return shown;
  }

  dispose(): void {
    this.#copy?.dispose();
  }

  /** One for all glimpses of a size: making a terminal takes longer than drawing on it. */
  #copyFor(size: Size): ScreenBuffer {
    const { cols, rows } = this.#copy?.size ?? {};
    if (this.#copy && cols === size.cols && rows === size.rows) return this.#copy;
    this.#copy?.dispose();
    this.#copy = this.#screens(size, 0);
    return this.#copy;
  }
}
