import type { WindowId } from "#core/ids.ts";
import type { AudienceRules, ReactionCounts } from "#core/protocol/audience.ts";
import type { Answer, Driving, RoomVoice, WindowKind } from "#core/protocol/messages.ts";
import { isNews } from "#core/show/newest.ts";
import type { Pairing, PairAsk } from "#core/protocol/pairing.ts";
import type { Press } from "#core/show/press.ts";
import type { ShowState } from "#core/show/state.ts";
import { sentence } from "#core/sentences.ts";
import type { Disposable } from "../sources/source.ts";
import type { ShowLink } from "./link.ts";
import { nextRevision, revisionHeard } from "./revision.ts";
import { stageConnection, type StageConnection, type Welcomed } from "./stage-connection.ts";

const UNHEARD: Answer = { ok: false, why: sentence("serverSilent") };
const DEAF: Answer = { ok: false, why: sentence("deckDeaf") };

/** How long an answer may take before the window asks again, with the same request. */
const ANSWER_WITHIN_MS = 6000;

/** Ties this window to the others of the show by the server. */
export async function connectSocketLink(kind: WindowKind): Promise<SocketLink> {
  return new SocketLink(await stageConnection(kind), kind);
}

export class SocketLink implements ShowLink {
  readonly window: WindowId;
  readonly #kind: WindowKind;
  readonly #connection: StageConnection;
  readonly #listeners = new Set<() => void>();
  #driving: Driving | null = null;
  #audienceUrl: string | null = null;
  #pairing: Pairing | null = null;
  #room: RoomVoice | null = null;
  #questions = 0;
  #heard: ShowLink["heard"] = null;
  #perform: (press: Press) => Answer | Promise<Answer> = () => DEAF;

  constructor(connection: StageConnection, kind: WindowKind) {
    this.window = connection.window;
    this.#kind = kind;
    this.#connection = connection;
    const { socket } = connection;
    connection.listen({ welcomed: (welcome) => this.#welcomed(welcome), lost: () => this.#changed() });
    socket.on("show", (state) => this.#hear(state));
    socket.on("driving", (driving) => {
      this.#driving = driving;
      this.#changed();
    });
    socket.on("pairing", (pairing) => {
      this.#pairing = pairing;
      this.#changed();
    });
    socket.on("room", (room) => {
      this.#room = room;
      this.#changed();
    });
    socket.on("questions", (questions) => {
      this.#questions = questions;
      this.#changed();
    });
  }

  get heard(): ShowLink["heard"] {
    return this.#heard;
  }

  /** A deck leads until it hears that another one does: where the server is away, it plays on. */
  get leads(): boolean {
    if (this.#kind !== "deck") return false;
    return this.#driving === null || this.#driving.lead === this.window;
  }

  get viewers(): number | null {
    return this.#driving?.viewers ?? null;
  }

  get audienceUrl(): string | null {
    return this.#audienceUrl;
  }

  get pairing(): Pairing | null {
    return this.isOpen ? this.#pairing : null;
  }

  get room(): RoomVoice | null {
    return this.#room;
  }

  get questions(): number {
    return this.#room?.questions.length ?? this.#questions;
  }

  get speakerIsThere(): boolean {
    return this.isOpen && (this.#driving?.speakerIsThere ?? false);
  }

  get deckIsThere(): boolean {
    return this.isOpen && (this.#driving?.leadIsHere ?? false);
  }

  get mayPress(): boolean {
    return this.#kind === "speaker" || (this.#kind === "remote" && this.#driving?.hand === this.window);
  }

  /** Resolves as soon as the server is heard for the first time. */
  get opened(): Promise<void> {
    if (this.isOpen) return Promise.resolve();
    return new Promise((resolve) => {
      const heard = this.onChange(() => {
        if (!this.isOpen) return;
        heard.dispose();
        resolve();
      });
    });
  }

  /** Whether the server is heard. */
  get isOpen(): boolean {
    return this.#connection.isWelcomed;
  }

  tell(state: Omit<ShowState, "leader" | "revision">): void {
    if (this.leads) this.send({ ...state, leader: this.window, revision: nextRevision() });
  }

  /** Tells a state that has its number already. */
  send(state: ShowState): void {
    this.#heard = { state, at: performance.now() };
    if (this.isOpen) this.#connection.socket.emit("tell", state);
  }

  async press(press: Press): Promise<Answer> {
    return this.#ask((socket) => socket.emitWithAck("press", press));
  }

  onPress(act: (press: Press) => Answer | Promise<Answer>): Disposable {
    this.#perform = act;
    this.#connection.hearPresses((press, answer) => void this.#act(press).then(answer));
    return { dispose: () => (this.#perform = () => DEAF) };
  }

  takeOver(): Promise<Answer> {
    return this.#ask((socket) => socket.emitWithAck("takeOver", null));
  }

  pair(ask: PairAsk): Promise<Answer> {
    return this.#ask((socket) => socket.emitWithAck("pair", ask));
  }

  allow(rules: AudienceRules): Promise<Answer> {
    return this.#ask((socket) => socket.emitWithAck("allow", rules));
  }

  putAway(question: number): Promise<Answer> {
    return this.#ask((socket) => socket.emitWithAck("putAway", question));
  }

  onReactions(listener: (counts: ReactionCounts) => void): Disposable {
    const { socket } = this.#connection;
    socket.on("reactions", listener);
    return { dispose: () => socket.off("reactions", listener) };
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  #welcomed({ show, driving, audienceUrl, room, questions, pairing }: Welcomed): void {
    this.#driving = driving;
    this.#audienceUrl = audienceUrl;
    this.#pairing = pairing;
    this.#room = room;
    this.#questions = questions;
    if (show?.leader === this.window) revisionHeard(show.revision);
    // A server that was restarted may know less than the deck that leads.
    const own = this.leads && this.#heard?.state.leader === this.window ? this.#heard.state : null;
    if (own) this.#connection.socket.emit("tell", own);
    else if (show) this.#heard = { state: show, at: performance.now() };
    this.#changed();
  }

  #hear(state: ShowState): void {
    if (!isNews(this.#heard?.state ?? null, state, this.#driving?.lead ?? state.leader)) return;
    this.#heard = { state, at: performance.now() };
    this.#changed();
  }

  async #act(press: Press): Promise<Answer> {
    try {
      return await this.#perform(press);
    } catch (error) {
      return { ok: false, why: sentence("deckFailed", { why: String(error) }) };
    }
  }

  async #ask(ask: (socket: Asked) => Promise<Answer>): Promise<Answer> {
    for (let attempt = 1; attempt <= 2 && this.isOpen; attempt++) {
      try {
        return await ask(this.#connection.socket.timeout(ANSWER_WITHIN_MS));
      } catch {
        // Asked again, with the same request.
      }
    }
    return UNHEARD;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

type Asked = ReturnType<StageConnection["socket"]["timeout"]>;
