import { id } from "../../../demo-server/core/ids.ts";
import type { AudienceRules, ReactionCounts } from "../../../demo-server/core/protocol/audience.ts";
import type { Answer, RoomVoice } from "../../../demo-server/core/protocol/messages.ts";
import type { Pairing, PairAsk } from "../../../demo-server/core/protocol/pairing.ts";
import type { Press } from "../../../demo-server/core/show/press.ts";
import type { ShowState } from "../../../demo-server/core/show/state.ts";
import type { ShowLink } from "../../../slides/link/link.ts";
import type { Disposable } from "../../../slides/sources/source.ts";

/** A link that a test speaks through, in the deck's place. */
export class FakeLink implements ShowLink {
  readonly window = id<"window">("speaker");
  leads = false;
  speakerIsThere = true;
  audienceUrl: string | null = null;
  pairing: Pairing | null = null;
  room: RoomVoice | null = null;
  questions = 0;
  readonly asked: PairAsk[] = [];
  readonly pressed: Press[] = [];
  heard: ShowLink["heard"] = null;
  viewers: number | null = null;
  deckIsThere = true;
  mayPress = true;
  answer: Answer = { ok: true };
  readonly #listeners = new Set<() => void>();
  readonly #reactions = new Set<(counts: ReactionCounts) => void>();

  tell(): void {
    // It is never a deck's.
  }

  press(press: Press): Promise<Answer> {
    this.pressed.push(press);
    return Promise.resolve(this.answer);
  }

  onPress(): Disposable {
    return { dispose: () => undefined };
  }

  takeOver(): Promise<Answer> {
    this.mayPress = true;
    this.changed();
    return Promise.resolve({ ok: true });
  }

  pair(ask: PairAsk): Promise<Answer> {
    this.asked.push(ask);
    return Promise.resolve({ ok: true });
  }

  allow(allows: AudienceRules): Promise<Answer> {
    return this.#hearRoom({ allows });
  }

  putAway(question: number): Promise<Answer> {
    const left = this.room?.questions.filter(({ number }) => number !== question) ?? [];
    return this.#hearRoom({ questions: left });
  }

  onReactions(listener: (counts: ReactionCounts) => void): Disposable {
    this.#reactions.add(listener);
    return { dispose: () => this.#reactions.delete(listener) };
  }

  /** As if the room had sent this up. */
  react(counts: ReactionCounts): void {
    for (const listener of this.#reactions) listener(counts);
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** As if the deck had told this just now. */
  hear(state: ShowState): void {
    this.heard = { state, at: performance.now() };
    this.changed();
  }

  #hearRoom(heard: Partial<RoomVoice>): Promise<Answer> {
    if (this.answer.ok && this.room) this.room = { ...this.room, ...heard };
    this.changed();
    return Promise.resolve(this.answer);
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
