import type { WindowId } from "#core/ids.ts";
import type { Answer, Driving, WindowKind } from "#core/protocol/messages.ts";
import { aged } from "#core/show/aged.ts";
import { isNews } from "#core/show/newest.ts";
import type { KeptStage } from "#core/show/kept.ts";
import { remoteActions, type Press } from "#core/show/press.ts";
import { empty, holder, keptFor, KEPT_MS, next, type Seat, type SeatEvent } from "#core/show/seat.ts";
import type { ShowState } from "#core/show/state.ts";
import type { Sentence } from "#core/said.ts";
import { sentence } from "#core/sentences.ts";
import type { Clock, Disposable } from "./ports.ts";
import { Requests } from "./requests.ts";

/** A window of the presenter's, as the desk sees it. */
export interface Visitor {
  readonly window: WindowId;
  readonly kind: WindowKind;
  /** Does in this deck what was pressed elsewhere. Rejects where the deck gives no answer. */
  perform(press: Press): Promise<Answer>;
}

/** Hears what is new on the desk; every window is told. */
export interface DeskListener {
  shown(state: ShowState): void;
  drivingChanged(driving: Driving): void;
}

/**
 * Where the windows of one show meet: keeps what the deck that leads told last, says who leads and which remote has the
 * hand, and hands on what is pressed, once. Knows no sockets, shells or viewers.
 */
export class ShowDesk implements Disposable {
  readonly #clock: Clock;
  readonly #requests = new Requests();
  readonly #visitors = new Map<WindowId, Visitor>();
  readonly #listeners = new Set<DeskListener>();
  readonly #lead: TimedSeat;
  readonly #hand: TimedSeat;
  #state: ShowState | null;
  /** When that was told. */
  #toldAt: number;
  #viewers = 0;

  /** @param before the show that was cut off when the server died; its lead is kept for its deck. */
  constructor(clock: Clock, before: Pick<KeptStage, "show" | "lead"> | null = null) {
    this.#clock = clock;
    this.#state = before?.show ?? null;
    this.#toldAt = clock.now();
    const kept = before?.lead ?? null;
    const lead = kept === null ? empty : keptFor(kept, clock.now());
    this.#lead = new TimedSeat(clock, lead, () => this.#tellDriving());
    this.#hand = new TimedSeat(clock, empty, () => this.#tellDriving());
  }

  /** What the deck that leads told last; null before. */
  get state(): ShowState | null {
    return this.#state && aged(this.#state, this.#clock.now() - this.#toldAt);
  }

  get driving(): Driving {
    return {
      lead: holder(this.#lead.seat),
      leadIsHere: this.#lead.seat.held.at === "here",
      hand: holder(this.#hand.seat),
      speakerIsThere: [...this.#visitors.values()].some(({ kind }) => kind !== "deck"),
      viewers: this.#viewers,
    };
  }

  leads(window: WindowId): boolean {
    const { held } = this.#lead.seat;
    return held.at === "here" && held.by === window;
  }

  listen(listener: DeskListener): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** A window is there, until disposed of. One that comes again, before its old connection is known to be lost, takes its own place. */
  enter(visitor: Visitor): Disposable {
    const { window } = visitor;
    this.#visitors.set(window, visitor);
    this.#seatOf(visitor)?.send({ type: "came", window });
    this.#tellDriving();
    return { dispose: () => this.#leave(visitor) };
  }

  /** How many people follow on devices of their own. */
  countViewers(viewers: number): void {
    if (viewers === this.#viewers) return;
    this.#viewers = viewers;
    this.#tellDriving();
  }

  /** What the show looks like, as `window` says. Ignored where it does not lead, and where it is old. */
  tell(window: WindowId, state: ShowState): void {
    const leader = this.leads(window) ? window : null;
    if (!isNews(this.#state, state, leader)) return;
    this.#state = state;
    this.#toldAt = this.#clock.now();
    for (const listener of this.#listeners) listener.shown(state);
  }

  /** A key for the deck that leads. The same request again is answered, and not done again. */
  press(visitor: Visitor, press: Press): Promise<Answer> {
    const known = this.#requests.known(press.request);
    if (known) return known;
    const why = this.#whyNot(visitor, press);
    if (why !== null) return Promise.resolve({ ok: false, why });
    const { held } = this.#lead.seat;
    const deck = held.at === "here" ? this.#visitors.get(held.by) : undefined;
    if (!deck) return Promise.resolve({ ok: false, why: sentence("noDeck") });
    return this.#requests.once(press.request, () =>
      deck.perform(press).catch((): Answer => ({ ok: false, why: sentence("deckSilent") })),
    );
  }

  /** This deck leads from now on, or this remote has the hand. */
  takeOver(visitor: Visitor): Answer {
    const seat = this.#seatOf(visitor);
    if (!seat) return { ok: false, why: sentence("handNotNeeded") };
    seat.send({ type: "asked", window: visitor.window });
    this.#tellDriving();
    return { ok: true };
  }

  dispose(): void {
    this.#lead.dispose();
    this.#hand.dispose();
    this.#listeners.clear();
  }

  #whyNot({ window, kind }: Visitor, { action }: Press): Sentence | null {
    if (kind === "deck") return sentence("takesOverFirst");
    if (kind === "speaker") return null;
    if (!remoteActions.has(action)) return sentence("notByRemote");
    const { held } = this.#hand.seat;
    return held.at === "here" && held.by === window ? null : sentence("otherHand");
  }

  #leave(visitor: Visitor): void {
    const { window } = visitor;
    if (this.#visitors.get(window) !== visitor) return;
    this.#visitors.delete(window);
    this.#seatOf(visitor)?.send({ type: "gone", window, at: this.#clock.now() });
    this.#tellDriving();
  }

  #seatOf({ kind }: Visitor): TimedSeat | null {
    if (kind === "deck") return this.#lead;
    return kind === "remote" ? this.#hand : null;
  }

  #tellDriving(): void {
    const { driving } = this;
    for (const listener of this.#listeners) listener.drivingChanged(driving);
  }
}

/** A seat that is let go of in time, when its window stays away. */
class TimedSeat implements Disposable {
  readonly #clock: Clock;
  readonly #letGo: () => void;
  #seat: Seat;
  #timer: Disposable | null = null;

  constructor(clock: Clock, seat: Seat, letGo: () => void) {
    this.#clock = clock;
    this.#letGo = letGo;
    this.#seat = seat;
    this.#keep();
  }

  get seat(): Seat {
    return this.#seat;
  }

  send(event: SeatEvent): void {
    const before = this.#seat.held;
    this.#seat = next(this.#seat, event);
    if (this.#seat.held === before) return;
    this.dispose();
    this.#keep();
  }

  /** For a window that is away, until it comes back or has been away for too long. */
  #keep(): void {
    const { held } = this.#seat;
    if (held.at !== "away") return;
    this.#timer = this.#clock.after(KEPT_MS, () => {
      this.send({ type: "time", at: held.since + KEPT_MS });
      this.#letGo();
    });
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#timer = null;
  }
}
