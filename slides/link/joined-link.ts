import type { WindowId } from "#core/ids.ts";
import type { AudienceRules } from "#core/protocol/audience.ts";
import type { Answer, RoomVoice } from "#core/protocol/messages.ts";
import type { Pairing, PairAsk } from "#core/protocol/pairing.ts";
import type { Press } from "#core/show/press.ts";
import type { ShowState } from "#core/show/state.ts";
import type { Disposable } from "../sources/source.ts";
import type { ChannelLink } from "./channel-link.ts";
import type { ShowLink } from "./link.ts";
import { nextRevision } from "./revision.ts";

/** A link by a server, which may die. */
export interface ServerLink extends ShowLink {
  /** Whether the server is heard. */
  readonly isOpen: boolean;
  send(state: ShowState): void;
}

/**
 * The server's link and the browser's own channel as one. While the server is heard it says who leads; without it the
 * windows of this browser go on together. A press that comes by both has one request, and the deck acts on it once.
 */
export class JoinedLink implements ShowLink {
  readonly #server: ServerLink;
  readonly #channel: ChannelLink;
  readonly #listeners = new Set<() => void>();

  constructor(server: ServerLink, channel: ChannelLink) {
    this.#server = server;
    this.#channel = channel;
    for (const link of [server, channel]) link.onChange(() => this.#changed());
    this.#agree();
  }

  get window(): WindowId {
    return this.#server.window;
  }

  /** The newer of both. */
  get heard(): ShowLink["heard"] {
    const [server, channel] = [this.#server.heard, this.#channel.heard];
    if (!server || !channel) return server ?? channel;
    if (server.state.leader === channel.state.leader)
      return channel.state.revision > server.state.revision ? channel : server;
    return channel.at > server.at ? channel : server;
  }

  get leads(): boolean {
    return this.#ruling.leads;
  }

  get viewers(): number | null {
    return this.#server.viewers;
  }

  get audienceUrl(): string | null {
    return this.#server.audienceUrl;
  }

  get pairing(): Pairing | null {
    return this.#server.pairing;
  }

  get room(): RoomVoice | null {
    return this.#server.room;
  }

  get questions(): number {
    return this.#server.questions;
  }

  get speakerIsThere(): boolean {
    return this.#server.speakerIsThere || this.#channel.speakerIsThere;
  }

  get deckIsThere(): boolean {
    return this.#server.deckIsThere || this.#channel.deckIsThere;
  }

  get mayPress(): boolean {
    return this.#ruling.mayPress;
  }

  tell(told: Omit<ShowState, "leader" | "revision">): void {
    if (!this.leads) return;
    const state: ShowState = { ...told, leader: this.window, revision: nextRevision() };
    this.#server.send(state);
    this.#channel.send(state);
  }

  /** The shorter way first, and the other one where that gives no answer. */
  async press(press: Press): Promise<Answer> {
    if (!this.#channel.deckIsThere) return this.#server.press(press);
    const answer = await this.#channel.press(press);
    return answer.ok || !this.#server.isOpen ? answer : this.#server.press(press);
  }

  onPress(act: (press: Press) => Answer | Promise<Answer>): Disposable {
    const heard = [this.#server.onPress(act), this.#channel.onPress(act)];
    return { dispose: () => heard.forEach((each) => each.dispose()) };
  }

  async takeOver(): Promise<Answer> {
    if (!this.#server.isOpen) return this.#channel.takeOver();
    const answer = await this.#server.takeOver();
    if (answer.ok) await this.#channel.takeOver();
    return answer;
  }

  pair(ask: PairAsk): Promise<Answer> {
    return this.#server.pair(ask);
  }

  allow(rules: AudienceRules): Promise<Answer> {
    return this.#server.allow(rules);
  }

  putAway(question: number): Promise<Answer> {
    return this.#server.putAway(question);
  }

  onReactions(listener: Parameters<ShowLink["onReactions"]>[0]): Disposable {
    return this.#server.onReactions(listener);
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  get #ruling(): ShowLink {
    return this.#server.isOpen ? this.#server : this.#channel;
  }

  #changed(): void {
    this.#agree();
    for (const listener of this.#listeners) listener();
  }

  /** In this browser leads who the server says, so that without the server nothing has to change. */
  #agree(): void {
    if (!this.#server.isOpen) return;
    if (!this.#server.leads) this.#channel.yield();
    else if (!this.#channel.leads) void this.#channel.takeOver();
  }
}
