/**
 * Which devices are the presenter's remotes, and which ask to be. Pure: time comes in with each event, and so do tokens
 * and codes, which are chance.
 */
import type { DeviceId } from "../ids.ts";
import type { AskingDevice, PairedDevice } from "../protocol/pairing.ts";

export interface PairingState {
  /** The way in that is offered; it works once. */
  readonly offer: { readonly token: string; readonly until: number } | null;
  readonly asking: readonly (AskingDevice & { readonly until: number })[];
  readonly paired: readonly PairedDevice[];
}

export type PairingEvent =
  | { readonly type: "offered"; readonly token: string; readonly at: number }
  | { readonly type: "withdrawn" }
  /** A device came by an address with this token. */
  | { readonly type: "opened"; readonly token: string; readonly by: AskingDevice; readonly at: number }
  | { readonly type: "confirmed"; readonly device: DeviceId; readonly at: number }
  | { readonly type: "refused"; readonly device: DeviceId }
  | { readonly type: "unpairedAll" }
  | { readonly type: "time"; readonly at: number };

/** So long an offered way in works, and so long a device that came by it waits for the presenter's word. [P27] */
export const WAITS_MS = 2 * 60_000;

export const nobody: PairingState = { offer: null, asking: [], paired: [] };

/** What follows `event`. An event that means nothing, or comes too late, leaves everything as it is. */
export function next(state: PairingState, event: PairingEvent): PairingState {
  switch (event.type) {
    case "offered":
      return { ...state, offer: { token: event.token, until: event.at + WAITS_MS } };
    case "withdrawn":
      return { ...state, offer: null };
    case "opened":
      return opened(state, event);
    case "confirmed":
      return confirmed(state, event.device, event.at);
    case "refused":
      return { ...state, asking: state.asking.filter(({ device }) => device !== event.device) };
    case "unpairedAll":
      return nobody;
    case "time":
      return passed(state, event.at);
  }
}

/** When something ends by itself next; null while nothing does. */
export function endsAt({ offer, asking }: PairingState): number | null {
  const ends = [...(offer ? [offer.until] : []), ...asking.map(({ until }) => until)];
  return ends.length === 0 ? null : Math.min(...ends);
}

function opened(state: PairingState, event: PairingEvent & { type: "opened" }): PairingState {
  const { offer } = state;
  if (offer?.token !== event.token || event.at >= offer.until) return state;
  return {
    ...state,
    offer: null,
    asking: [...state.asking, { ...event.by, until: event.at + WAITS_MS }],
  };
}

function confirmed(state: PairingState, device: DeviceId, at: number): PairingState {
  const asks = state.asking.find((one) => one.device === device);
  if (!asks || at >= asks.until) return state;
  return {
    ...state,
    asking: state.asking.filter((one) => one !== asks),
    paired: [...state.paired, { device, looksLike: asks.looksLike }],
  };
}

function passed(state: PairingState, at: number): PairingState {
  const { offer, asking } = state;
  const ends = endsAt(state);
  if (ends === null || at < ends) return state;
  return {
    ...state,
    offer: offer && at < offer.until ? offer : null,
    asking: asking.filter(({ until }) => at < until),
  };
}
