import type { PaneId, RelayId } from "#core/ids.ts";
import { PROTOCOL_VERSION } from "#core/protocol/messages.ts";
import { reactions, type ToViewer } from "#core/protocol/audience.ts";
import type { Hall, Recipient, Voice } from "./audience-source.ts";
import type { Audience } from "./audience.ts";
import type { Clock, Disposable } from "./ports.ts";
import type { Said, Wire } from "./relay-wire.ts";
import type { Viewer } from "./viewer.ts";

/** A relay that said nothing for so long is gone, and its viewers with it. */
const silentRelayMs = 6000;
/** Relays that miss something at the same moment are answered together. */
const answerTogetherMs = 100;

export interface RelayPostParts {
  readonly wire: Wire;
  readonly clock: Clock;
  readonly voice: Voice;
  /** Panes that have, or had, a shell. */
  readonly panes: () => readonly PaneId[];
}

/**
 * All relays together, as one more viewer of the stage: it follows every pane, and what it is told is said once on the
 * wire. Where the wire is slow or away it lags as any viewer does, and slows nobody. [P44]
 */
export class RelayPost implements Recipient, Disposable {
  /** What a room is told, the relays are told if they are in it. */
  readonly hall: Hall = {
    tell: (room, name, message) => {
      if (this.#rooms.has(room)) this.tell(name, message);
    },
  };
  readonly #parts: RelayPostParts;
  readonly #rooms = new Set<string>();
  readonly #followed = new Set<PaneId>();
  readonly #relays = new Map<RelayId, { readonly viewers: number; readonly at: number }>();
  readonly #listening: Disposable;
  #viewer: Viewer | null = null;
  #answering: Disposable | null = null;

  constructor(parts: RelayPostParts) {
    this.#parts = parts;
    this.#listening = parts.wire.listen({
      heard: (said) => this.#hear(said),
      back: () => this.#answerSoon(),
    });
  }

  /** Sits down among the viewers. */
  join(audience: Audience): void {
    this.#viewer = audience.enter(this);
    this.#answerSoon();
  }

  /** A pane has a shell: relays get it too. */
  follow(pane: PaneId): void {
    if (this.#followed.has(pane)) return;
    this.#followed.add(pane);
    this.#viewer?.follow({ pane, have: null });
  }

  get people(): number {
    const now = this.#parts.clock.now();
    return [...this.#relays.values()]
      .filter(({ at }) => now - at <= silentRelayMs)
      .reduce((sum, { viewers }) => sum + viewers, 0);
  }

  get unsentBytes(): number {
    return this.#parts.wire.unsentBytes;
  }

  enter(room: string): void {
    this.#rooms.add(room);
  }

  leave(room: string): void {
    this.#rooms.delete(room);
  }

  tell<Name extends keyof ToViewer>(name: Name, message: Parameters<ToViewer[Name]>[0]): void {
    this.#parts.wire.say(name, message);
  }

  dispose(): void {
    this.#listening.dispose();
    this.#answering?.dispose();
    this.#viewer?.dispose();
  }

  #hear({ name, message }: Said): void {
    const { voice } = this.#parts;
    if (name === "hello") this.#answerSoon();
    else if (name === "missed") {
      if (this.#followed.has(message.pane)) this.#viewer?.follow({ pane: message.pane, have: null });
    } else if (name === "viewers") {
      this.#countRelay(message.relay, message.viewers);
    } else if (name === "react") {
      for (const reaction of reactions) voice.react(reaction, message[reaction] ?? 0);
    } else if (name === "question") voice.question(message);
  }

  #countRelay(relay: RelayId, viewers: number): void {
    const now = this.#parts.clock.now();
    for (const [other, { at }] of this.#relays) if (now - at > silentRelayMs) this.#relays.delete(other);
    this.#relays.set(relay, { viewers, at: now });
  }

  #answerSoon(): void {
    this.#answering ??= this.#parts.clock.after(answerTogetherMs, () => {
      this.#answering = null;
      this.#answer();
    });
  }

  /** The state, and behind it the screens of all panes. */
  #answer(): void {
    const welcome = this.#viewer?.hello({ protocol: PROTOCOL_VERSION });
    if (!welcome?.ok) return;
    const { run, show, cluster, now, allows } = welcome;
    this.#parts.wire.say("state", { run, show, ...(cluster ? { cluster } : {}), now, allows });
    for (const pane of this.#parts.panes()) this.#followed.add(pane);
    for (const pane of this.#followed) this.#viewer?.follow({ pane, have: null });
  }
}
