import { Allowance } from "#core/allowance.ts";
import { nextPace, quickPace, type Pace } from "#core/feed/pace.ts";
import type { PaneId } from "#core/ids.ts";
import type {
  AudienceHello,
  AudienceWelcome,
  Follow,
  QuestionAnswer,
  Reaction,
} from "#core/protocol/audience.ts";
import type { AudienceRoom } from "./audience-room.ts";
import type { Recipient, Voice } from "./audience-source.ts";
import type { Clock, Disposable } from "./ports.ts";

/** A page shows a few panes at a time; relays follow all that there are. */
const mostPanes = 100;
/** Each viewer for itself. [P43] */
const reactionRate = { burst: 4, perSecond: 1 };
const questionRate = { burst: 2, perSecond: 1 / 30 };

interface ViewerParts {
  readonly voice: Voice;
  readonly clock: Clock;
  readonly greet: (protocol: number) => AudienceWelcome;
  /** Undefined where the talk has no such pane. */
  readonly room: (pane: PaneId) => AudienceRoom | undefined;
  readonly left: () => void;
}

/** One viewer's window: what it follows, how quick it is, and what it may say. */
export class Viewer implements Disposable {
  readonly #recipient: Recipient;
  readonly #parts: ViewerParts;
  readonly #rooms = new Map<PaneId, AudienceRoom>();
  readonly #reactions = new Allowance(reactionRate);
  readonly #questions = new Allowance(questionRate);
  #pace: Pace = quickPace;

  constructor(recipient: Recipient, parts: ViewerParts) {
    this.#recipient = recipient;
    this.#parts = parts;
  }

  get people(): number {
    return this.#recipient.people;
  }

  hello({ protocol }: AudienceHello): AudienceWelcome {
    return this.#parts.greet(protocol);
  }

  follow({ pane, have }: Follow): void {
    if (!this.#rooms.has(pane) && this.#rooms.size >= mostPanes) return;
    const room = this.#parts.room(pane);
    if (!room) return;
    this.#rooms.set(pane, room);
    room.follow(this.#recipient, have);
    // One that lags is shown the screen when its next look comes.
    if (this.#pace.at === "screens") room.rest(this.#recipient);
  }

  unfollow(pane: PaneId): void {
    this.#rooms.get(pane)?.unfollow(this.#recipient);
    this.#rooms.delete(pane);
  }

  react(reaction: Reaction): void {
    const { voice, clock } = this.#parts;
    if (this.#reactions.take(clock.now())) voice.react(reaction, 1);
  }

  question(text: string): QuestionAnswer {
    const { voice, clock } = this.#parts;
    if (!this.#questions.take(clock.now())) return { ok: false, why: "tooMany" };
    return voice.question(text);
  }

  /** Looks whether it keeps pace with the room. [P39] */
  look(): void {
    const [pace, effect] = nextPace(this.#pace, this.#recipient.unsentBytes);
    this.#pace = pace;
    for (const room of this.#rooms.values()) {
      if (effect === "leave") room.rest(this.#recipient);
      else if (effect !== "nothing") room.show(this.#recipient, effect === "comeBack");
    }
  }

  dispose(): void {
    for (const pane of [...this.#rooms.keys()]) this.unfollow(pane);
    this.#parts.left();
  }
}
