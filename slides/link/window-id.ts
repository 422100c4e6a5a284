import { id, type WindowId } from "#core/ids.ts";
import { randomName } from "./random-name.ts";

const KEPT_AS = "kuroko-window";
/** A page that is being left still holds its id for a moment. */
const LEFT_WITHIN_MS = 400;

let own: Promise<WindowId> | null = null;

/** The id of this window. A reload keeps it; a copy of the window, which gets what the first one had kept, has its own. */
export function ownWindowId(): Promise<WindowId> {
  return (own ??= find());
}

async function find(): Promise<WindowId> {
  const kept = sessionStorage.getItem(KEPT_AS);
  const found = kept !== null && (await isFree(kept)) ? kept : randomName();
  sessionStorage.setItem(KEPT_AS, found);
  if (found !== kept) await isFree(found);
  return id<"window">(found);
}

/** Whether no other window has this id; from then on this one has it, until it is closed. */
function isFree(name: string): Promise<boolean> {
  // Pages that came over a network without TLS have no locks: there a copied window shares the id.
  if (!("locks" in navigator)) return Promise.resolve(true);
  const signal = AbortSignal.timeout(LEFT_WITHIN_MS);
  return new Promise((resolve) => {
    const held = navigator.locks.request(`${KEPT_AS} ${name}`, { signal }, () => {
      resolve(true);
      return new Promise<never>(() => undefined);
    });
    held.catch(() => resolve(false));
  });
}
