import type { RequestId, WindowId } from "#core/ids.ts";
import type { Answer, WindowKind } from "#core/protocol/messages.ts";
import type { Press } from "#core/show/press.ts";
import type { ShowState } from "#core/show/state.ts";
import type { Sentence } from "#core/said.ts";
import type { Disposable } from "../sources/source.ts";
import { openChannel, type Channel, type ChannelMessage, type Said } from "./channel.ts";
import { GONE_MS, Lead } from "./lead.ts";
import type { ShowLink } from "./link.ts";
import { nextRevision } from "./revision.ts";
import { ownWindowId } from "./window-id.ts";

/** A deck that opens leads when nobody else has said so by then. */
const JOIN_MS = 300;
/** So often a window says that it is there, and asks whether the deck that leads is. */
const LOOK_MS = 1500;
/** A press is said again after this, and given up after the third time. */
const ANSWER_MS = 700;
const MOST_TRIES = 3;

export interface ChannelLinkSetting {
  readonly channel: Channel;
  readonly window: WindowId;
  readonly kind: WindowKind;
  /** Why a press came to nothing, for people. */
  readonly noAnswer: Sentence;
}

/** Ties this window to those of the same browser that show the same talk. */
export async function openChannelLink(kind: WindowKind, noAnswer: Sentence): Promise<ChannelLink> {
  const folder = new URL(".", location.href).pathname;
  return new ChannelLink({ channel: openChannel(folder), window: await ownWindowId(), kind, noAnswer });
}

/**
 * Ties the windows of one browser together, without any server: they tell each other who leads, what the show looks
 * like, and what was pressed.
 */
export class ChannelLink implements ShowLink {
  readonly window: WindowId;
  readonly viewers = null;
  readonly audienceUrl = null;
  readonly pairing = null;
  readonly room = null;
  readonly questions = 0;
  readonly mayPress = true;
  readonly #channel: Channel;
  readonly #kind: WindowKind;
  readonly #noAnswer: Sentence;
  readonly #lead = new Lead();
  readonly #listeners = new Set<() => void>();
  readonly #waiting = new Map<RequestId, (answer: Answer) => void>();
  /** Windows that are no decks, and when they were heard. */
  readonly #followers = new Map<WindowId, number>();
  #act: ((press: Press) => Answer | Promise<Answer>) | null = null;
  #heard: ShowLink["heard"] = null;
  /** A deck that has just opened, or that is not to lead. */
  #stepsBack: "joining" | "yielding" | null = null;

  constructor({ channel, window, kind, noAnswer }: ChannelLinkSetting) {
    this.window = window;
    this.#channel = channel;
    this.#kind = kind;
    this.#noAnswer = noAnswer;
    channel.hear((message) => this.#hear(message));
    if (kind === "deck") this.#join();
    this.#look();
    setInterval(() => this.#look(), LOOK_MS);
    globalThis.addEventListener("pagehide", () => this.#say({ say: "gone" }));
    // A page that the browser kept and brings back was gone for the others.
    globalThis.addEventListener("pageshow", () => this.#look());
  }

  get heard(): ShowLink["heard"] {
    return this.#heard;
  }

  /** A deck that has just opened leads as long as it knows of no other. */
  get leads(): boolean {
    const { holder } = this.#lead;
    return this.#kind === "deck" && this.#stepsBack !== "yielding" && (holder ?? this.window) === this.window;
  }

  get speakerIsThere(): boolean {
    return this.#followers.size > 0;
  }

  get deckIsThere(): boolean {
    return this.#lead.isHere;
  }

  tell(told: Omit<ShowState, "leader" | "revision">): void {
    if (this.leads) this.send({ ...told, leader: this.window, revision: nextRevision() });
  }

  /** Tells a state that has its number already. */
  send(state: ShowState): void {
    this.#heard = { state, at: performance.now() };
    if (this.#isLeading) this.#say({ say: "show", state });
  }

  async press(press: Press): Promise<Answer> {
    if (this.leads) return this.#perform(press);
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(press.request, resolve));
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      this.#say({ say: "press", press });
      const answer = await Promise.race([answered, after(ANSWER_MS)]);
      if (answer) return answer;
      // What is pressed while a deck reloads must not act when nobody thinks of it any more.
      if (!this.#lead.isHere) break;
    }
    this.#waiting.delete(press.request);
    return { ok: false, why: this.#noAnswer };
  }

  onPress(act: (press: Press) => Answer | Promise<Answer>): Disposable {
    this.#act = act;
    return { dispose: () => void (this.#act = null) };
  }

  takeOver(): Promise<Answer> {
    if (this.#kind === "deck") this.#claim();
    return Promise.resolve({ ok: true });
  }

  /** Another deck leads, though not in this browser. */
  yield(): void {
    if (this.#stepsBack === "yielding") return;
    this.#stepsBack = "yielding";
    this.#changed();
  }

  /** Phones are paired by a server only, and only through it the room has a voice. */
  pair(): Promise<Answer> {
    return this.#unheard();
  }

  allow(): Promise<Answer> {
    return this.#unheard();
  }

  putAway(): Promise<Answer> {
    return this.#unheard();
  }

  onReactions(): Disposable {
    return { dispose: () => undefined };
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  #unheard(): Promise<Answer> {
    return Promise.resolve({ ok: false, why: this.#noAnswer });
  }

  get #isLeading(): boolean {
    return this.leads && this.#lead.holder === this.window;
  }

  #join(): void {
    this.#stepsBack = "joining";
    setTimeout(() => {
      if (this.#stepsBack === "joining") this.#stepsBack = null;
      this.#leadIfNobodyDoes();
    }, JOIN_MS);
  }

  /** Says that this window is there, and looks who is not any more. */
  #look(): void {
    const now = performance.now();
    const lost = [...this.#followers].filter(([, at]) => now - at > GONE_MS);
    for (const [window] of lost) this.#followers.delete(window);
    if (this.#isLeading) this.#lead.heardOf(this.window, now);
    if (this.#lead.passed(now) || lost.length > 0) this.#changed();
    this.#leadIfNobodyDoes();
    if (!this.#isLeading)
      this.#say({ say: "who", kind: this.#kind, knows: this.#heard?.state.revision ?? 0 });
  }

  #leadIfNobodyDoes(): void {
    if (this.#kind === "deck" && this.#stepsBack === null && this.#lead.isFree(performance.now()))
      this.#claim();
  }

  /** A claim is as late as the wall clock says, and later than any that is known. */
  #claim(): void {
    this.#stepsBack = null;
    const known = this.#lead.claim?.term ?? 0;
    const term = Math.max(Math.round(performance.timeOrigin + performance.now()), known + 1);
    this.#lead.hear({ term, by: this.window }, performance.now());
    this.#sayLead(0);
    this.#changed();
  }

  #sayLead(knows: number): void {
    const { claim } = this.#lead;
    const state = this.#heard?.state;
    const isNews = state?.leader === this.window && state.revision !== knows;
    if (claim) this.#say({ say: "lead", claim, state: isNews ? state : null });
  }

  #hear(message: ChannelMessage): void {
    const now = performance.now();
    this.#lead.heardOf(message.from, now);
    switch (message.say) {
      case "who":
        if (message.kind !== "deck") this.#meet(message.from, now);
        if (this.#isLeading) this.#sayLead(message.knows);
        return;
      case "lead":
        return this.#hearLead(message, now);
      case "show":
        return this.#take(message.state, now);
      case "press":
        if (this.#isLeading)
          void this.#perform(message.press).then((answer) => this.#answer(message, answer));
        return;
      case "answer":
        this.#waiting.get(message.request)?.(message.answer);
        this.#waiting.delete(message.request);
        return;
      case "gone":
        this.#followers.delete(message.from);
        this.#lead.gone(message.from, now);
        return this.#changed();
    }
  }

  #meet(window: WindowId, now: number): void {
    const known = this.#followers.has(window);
    this.#followers.set(window, now);
    if (!known) this.#changed();
  }

  #hearLead({ claim, state }: ChannelMessage & { readonly say: "lead" }, now: number): void {
    const before = { holder: this.#lead.holder, isHere: this.#lead.isHere };
    if (!this.#lead.hear(claim, now)) {
      // Whoever claims what is taken already learns it.
      if (this.#isLeading) this.#sayLead(0);
      return;
    }
    if (state) this.#take(state, now);
    if (before.holder !== claim.by || !before.isHere) this.#changed();
  }

  /** What is told by the deck that leads, and not late or for the second time. */
  #take(state: ShowState, now: number): void {
    const known = this.#heard?.state;
    if (state.leader !== this.#lead.holder) return;
    if (known?.leader === state.leader && known.revision >= state.revision) return;
    this.#heard = { state, at: now };
    this.#changed();
  }

  async #perform(press: Press): Promise<Answer> {
    return (await this.#act?.(press)) ?? { ok: false, why: this.#noAnswer };
  }

  #answer({ press }: ChannelMessage & { readonly say: "press" }, answer: Answer): void {
    this.#say({ say: "answer", request: press.request, answer });
  }

  #say(said: Said): void {
    this.#channel.say({ ...said, from: this.window });
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function after(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms));
}
