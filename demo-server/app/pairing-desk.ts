import { id, type DeviceId } from "#core/ids.ts";
import type { Answer } from "#core/protocol/messages.ts";
import type { PairAsk, Pairing } from "#core/protocol/pairing.ts";
import { endsAt, next, nobody, type PairingEvent, type PairingState } from "#core/show/pairing.ts";
import { sentence } from "#core/sentences.ts";
import type { Clock, Disposable } from "./ports.ts";

/** Chance, for what nobody may guess. */
export interface Chance {
  /** 256 bits, as text that needs no escaping in an address or a cookie. */
  secret(): string;
  /** Four digits. */
  code(): string;
}

/** How it stands with a device, as its cookie tells. */
export type DeviceStanding =
  { readonly at: "unknown" } | { readonly at: "asking"; readonly code: string } | { readonly at: "paired" };

export interface PairingDeskParts {
  readonly clock: Clock;
  readonly chance: Chance;
  /** The address of a way in with this token. */
  readonly urlOf: (token: string) => string;
}

/** Where devices are paired as the presenter's remotes. Knows no sockets and no pages. [P27] [P29] */
export class PairingDesk implements Disposable {
  readonly #parts: PairingDeskParts;
  /** What a device keeps as its cookie. */
  readonly #devices = new Map<string, DeviceId>();
  readonly #listeners = new Set<() => void>();
  #state: PairingState = nobody;
  #timer: Disposable | null = null;

  constructor(parts: PairingDeskParts) {
    this.#parts = parts;
  }

  /** What the presenter's windows are told. */
  get view(): Pairing {
    const { offer, asking, paired } = this.#state;
    return {
      offer: offer && {
        url: this.#parts.urlOf(offer.token),
        endsInMs: Math.max(0, offer.until - this.#parts.clock.now()),
      },
      asking: asking.map(({ device, code, looksLike }) => ({ device, code, looksLike })),
      paired,
    };
  }

  listen(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** A word of the presenter's. */
  ask(ask: PairAsk): Answer {
    const at = this.#parts.clock.now();
    switch (ask.do) {
      case "offer":
        return this.#send({ type: "offered", token: this.#parts.chance.secret(), at });
      case "withdraw":
        return this.#send({ type: "withdrawn" });
      case "confirm": {
        const asks = this.#state.asking.some(({ device }) => device === ask.device);
        return asks ? this.#send({ type: "confirmed", device: ask.device, at }) : TOO_LATE;
      }
      case "refuse":
        return this.#send({ type: "refused", device: ask.device });
      case "unpairAll":
        return this.#send({ type: "unpairedAll" });
    }
  }

  /** A device comes by an address with this token: what it is to keep as its cookie; null where the address works no more. */
  open(token: string, looksLike: string): string | null {
    const { clock, chance } = this.#parts;
    const device = id<"device">(chance.secret());
    const taken = new Set(this.#state.asking.map(({ code }) => code));
    let code = chance.code();
    while (taken.has(code)) code = chance.code();
    this.#send({ type: "opened", token, by: { device, code, looksLike }, at: clock.now() });
    if (!this.#state.asking.some((one) => one.device === device)) return null;
    const secret = chance.secret();
    this.#devices.set(secret, device);
    return secret;
  }

  standing(secret: string): DeviceStanding {
    const device = this.#devices.get(secret);
    const asks = this.#state.asking.find((one) => one.device === device);
    if (asks) return { at: "asking", code: asks.code };
    return this.#state.paired.some((one) => one.device === device) ? { at: "paired" } : { at: "unknown" };
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#listeners.clear();
  }

  #send(event: PairingEvent): Answer {
    const before = this.#state;
    this.#state = next(before, event);
    if (this.#state !== before) this.#changed();
    return { ok: true };
  }

  #changed(): void {
    const { asking, paired } = this.#state;
    const known = new Set([...asking, ...paired].map(({ device }) => device));
    for (const [secret, device] of this.#devices) if (!known.has(device)) this.#devices.delete(secret);
    this.#timer?.dispose();
    const ends = endsAt(this.#state);
    this.#timer =
      ends === null
        ? null
        : this.#parts.clock.after(ends - this.#parts.clock.now(), () =>
            this.#send({ type: "time", at: ends }),
          );
    for (const listener of this.#listeners) listener();
  }
}

const TOO_LATE: Answer = { ok: false, why: sentence("asksNoMore") };
