/** Keeps the screen now and then within a segment, without its scrollback: see `Glimpse`. */
import type { ScreenBuffer, ScreenFactory } from "#server/app/ports.ts";
import { isResize, type Glimpse, type Keyframe, type SegmentEvent } from "#core/takes/playback.ts";
import { GLIMPSE_CHARACTERS, SegmentCutter } from "#core/takes/segments.ts";
import { feed, written } from "./feed.ts";

/** A glimpse that is played on beside the recording, to see whether both stay the same. */
interface Candidate extends Glimpse {
  readonly copy: ScreenBuffer;
  readonly since: SegmentEvent[];
}

/**
 * Takes the glimpses of one segment after the other. One is kept only if it gives the same screen, and if what
 * follows it, played from it, gives the screen that the whole recording shows at the next one.
 */
export class GlimpseTaker {
  readonly #screens: ScreenFactory;
  readonly #cutter: SegmentCutter;
  #events = 0;
  #isResized = false;
  #candidate: Candidate | null = null;
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
    this.#candidate?.since.push(event);
  }

  /** @param recording the screen after all events that were added. */
  async take(recording: ScreenBuffer): Promise<void> {
    await this.confirm(recording);
    const text = recording.serialize(0);
    const copy = this.#screens(recording.size, 0);
    await written(copy, text);
    if (copy.serialize(0) === text) {
      this.#candidate = { after: this.#events, text, copy, since: [] };
      this.#cutter.cut();
    } else {
      copy.dispose();
      this.#cutter.postpone();
    }
  }

  /** Ends the segment and gives its glimpses; the next one begins with `keyframe`, which must be parsed too. */
  async end(recording: ScreenBuffer, keyframe: Pick<Keyframe, "text">): Promise<Glimpse[]> {
    await this.confirm(recording);
    const kept = this.#kept;
    this.#kept = [];
    this.#events = 0;
    this.#isResized = false;
    this.#cutter.cut(keyframe.text.length);
    return kept;
  }

  /**
   * Compares what was taken last. To be called before the size changes: a screen without scrollback goes another way
   * from there, and no glimpse is used behind it.
   */
  async confirm(recording: ScreenBuffer): Promise<void> {
    const candidate = this.#candidate;
    if (!candidate) return;
    this.#candidate = null;
    const { after, text, copy, since } = candidate;
    await feed(copy, since);
    if (copy.serialize(0) === recording.serialize(0)) this.#kept.push({ after, text });
    copy.dispose();
  }
}
