import type { FeedRules } from "#core/feed/feed.ts";
import type { PaneId } from "#core/ids.ts";
import type { Position, Size } from "#core/protocol/messages.ts";
import type { AudienceSource, FollowedPane, Recipient, Hall } from "./audience-source.ts";
import type { WatchedShell } from "./pane-watchers.ts";
import type { Clock, Disposable } from "./ports.ts";
import type { ScreenMoment } from "./screen-feed.ts";
import type { Watcher } from "./window-feed.ts";

/** Nobody in the room acknowledges, so that only the speed decides what is a flood: 640 KiB a second. [P38] */
export const roomRules: FeedRules = { windowChars: Infinity, burstChars: 64 * 1024, untoldChars: 0 };
/** In a flood, the room is shown a screen so often at most. [P38] */
const screenEveryMs = 250;
/** Lines above the screen that viewers are given. [P37] */
const viewersScrollback = 200;
/** Who comes within this time is drawn a screen together. [P37] */
const togetherMs = 20;
/** More than this is not caught up with: the screen is shorter. */
const mostMissingChars = 32 * 1024;

export interface RoomParts {
  readonly source: AudienceSource;
  readonly hall: Hall;
  readonly clock: Clock;
  /** Output waits up to so long for more, so that fewer messages are sent. [P36] */
  readonly gatherMs: number;
}

/** All who follow one pane. They stand at the same position, and are told the same. */
export class AudienceRoom implements Watcher, Disposable {
  readonly patient = true;
  readonly scrollback = viewersScrollback;
  readonly #pane: PaneId;
  readonly #hall: Hall;
  readonly #clock: Clock;
  readonly #gatherMs: number;
  readonly #followed: FollowedPane;
  /** All who follow the pane, in the room or not, with the screen that each was shown last. */
  readonly #shown = new Map<Recipient, string>();
  /** Those who wait for a screen, and whether they come into the room then. */
  readonly #late = new Map<Recipient, boolean>();
  readonly #timers = new Map<"gather" | "late" | "screen", Disposable>();
  /** Where everybody in the room stands. */
  #at: Position | null = null;
  #size: Size | null = null;
  /** What comes behind `#at`, and was not told yet. */
  #gathered = "";

  constructor(pane: PaneId, { source, hall, clock, gatherMs }: RoomParts) {
    this.#pane = pane;
    this.#hall = hall;
    this.#clock = clock;
    this.#gatherMs = gatherMs;
    this.#followed = source.follow(pane, this);
  }

  get isEmpty(): boolean {
    return this.#shown.size === 0;
  }

  /** Brings it up to date and into the room in one go: nothing printed in between is lost or doubled. [P37] */
  follow(recipient: Recipient, have: Position | null): void {
    const missing = have && this.#missingBehind(have);
    this.#shown.set(recipient, "");
    if (have === null || missing === null) {
      this.#showLater(recipient, true);
      return;
    }
    this.#late.delete(recipient);
    if (missing !== "") recipient.tell("output", { pane: this.#pane, ...have, data: missing });
    recipient.enter(this.#name);
  }

  unfollow(recipient: Recipient): void {
    this.#shown.delete(recipient);
    this.rest(recipient);
  }

  /** It is told nothing more, but may be shown screens. */
  rest(recipient: Recipient): void {
    this.#late.delete(recipient);
    recipient.leave(this.#name);
  }

  /** Shows it the screen as it stands, where it has changed; one that `stays` is in the room from then on. */
  show(recipient: Recipient, stays: boolean): void {
    if (this.#shown.has(recipient)) this.#showLater(recipient, stays);
  }

  output(at: Position, data: string): void {
    if (this.#gathered === "") this.#at = at;
    this.#gathered += data;
    if (!this.#timers.has("gather")) this.#tellGathered();
  }

  screen(at: Position, size: Size, data: string): void {
    // It stands for what was gathered, too.
    this.#gathered = "";
    this.#at = at;
    this.#size = size;
    this.#hall.tell(this.#name, "screen", { pane: this.#pane, ...at, ...size, data });
    this.#start("screen", screenEveryMs, () => this.#followed.ack(at));
    if (this.#late.size > 0) this.#showTogether();
  }

  resized(at: Position, size: Size): void {
    this.#tellGathered();
    this.#size = size;
    this.#hall.tell(this.#name, "resized", { pane: this.#pane, ...at, ...size });
  }

  lags(): void {
    this.#tellGathered();
    if (this.#at) this.#followed.ack(this.#at);
  }

  dispose(): void {
    this.#followed.dispose();
    for (const timer of this.#timers.values()) timer.dispose();
  }

  get #name(): string {
    return `pane ${this.#pane}`;
  }

  /** What is told at once begins a time in which more is gathered. */
  #tellGathered(): void {
    const [at, data] = [this.#at, this.#gathered];
    if (!at || data === "") return;
    this.#gathered = "";
    this.#at = { epoch: at.epoch, offset: at.offset + data.length };
    this.#hall.tell(this.#name, "output", { pane: this.#pane, ...at, data });
    if (this.#gatherMs > 0) this.#start("gather", this.#gatherMs, () => this.#tellGathered());
  }

  /** Null where `have` cannot be gone on from. */
  #missingBehind(have: Position): string | null {
    const shell = this.#followed.shell;
    const at = this.#at;
    if (shell?.epoch !== have.epoch || at?.epoch !== have.epoch || have.offset <= shell.resizedAt)
      return null;
    const missing = shell.log.from(have.offset)?.slice(0, Math.max(0, at.offset - have.offset));
    return missing === undefined || missing.length > mostMissingChars ? null : missing;
  }

  #showLater(recipient: Recipient, stays: boolean): void {
    this.#late.set(recipient, stays || this.#late.get(recipient) === true);
    if (!this.#timers.has("late")) this.#start("late", togetherMs, () => this.#showTogether());
  }

  #showTogether(): void {
    const shell = this.#followed.shell;
    if (shell) shell.screens.soon((moment) => this.#showMoment(shell, moment));
    // Nothing was ever printed: the first screen comes to everybody in the room.
    else for (const [recipient, stays] of this.#takeLate()) if (stays) recipient.enter(this.#name);
  }

  #showMoment(shell: WatchedShell, { offset, size, serialize }: ScreenMoment): void {
    const at = { epoch: shell.epoch, offset };
    const moment = `${shell.epoch} ${offset} ${size.cols} ${size.rows}`;
    const late = this.#takeLate().filter(([one, stays]) => stays || this.#shown.get(one) !== moment);
    if (late.length === 0) return;
    for (const [recipient] of late) {
      this.#shown.set(recipient, moment);
      recipient.enter(this.#lateName);
    }
    const pane = this.#pane;
    const data = serialize(Math.min(shell.scrollback, viewersScrollback));
    this.#hall.tell(this.#lateName, "screen", { pane, ...at, ...size, data });
    if (this.#at?.epoch === at.epoch) this.#catchUp(shell, at, this.#at, size);
    for (const [recipient, stays] of late) {
      recipient.leave(this.#lateName);
      if (stays) recipient.enter(this.#name);
    }
  }

  /** Tells who was just shown a screen what the room was told since. */
  #catchUp(shell: WatchedShell, from: Position, to: Position, size: Size): void {
    const pane = this.#pane;
    const data = shell.log.from(from.offset)?.slice(0, Math.max(0, to.offset - from.offset));
    if (data) this.#hall.tell(this.#lateName, "output", { pane, ...from, data });
    const isSame = size.cols === this.#size?.cols && size.rows === this.#size.rows;
    const end = Math.max(from.offset, to.offset);
    if (this.#size && !isSame)
      this.#hall.tell(this.#lateName, "resized", { pane, epoch: to.epoch, offset: end, ...this.#size });
  }

  #takeLate(): [Recipient, boolean][] {
    const late = [...this.#late];
    this.#late.clear();
    return late;
  }

  get #lateName(): string {
    return `late ${this.#pane}`;
  }

  /** One timer of each kind at a time. */
  #start(kind: "gather" | "late" | "screen", ms: number, then: () => void): void {
    this.#timers.get(kind)?.dispose();
    const timer = this.#clock.after(ms, () => {
      this.#timers.delete(kind);
      then();
    });
    this.#timers.set(kind, timer);
  }
}
