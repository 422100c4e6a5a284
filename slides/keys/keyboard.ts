import { actionFor } from "./chord.ts";
import type { ActionName } from "#core/show/press.ts";

export interface KeyboardOptions {
  /** Whether the keyboard is in a terminal at this moment. */
  readonly inTerminal: () => boolean;
  /** Does what the key says; false where there was nothing to do, and the browser may have the key. */
  readonly act: (action: ActionName, chord: string) => boolean;
}

/** Listens before everything else on the page, so that a focused terminal cannot swallow the give-back key. */
export function listenToKeys({ inTerminal, act }: KeyboardOptions): void {
  const heard = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || belongsToControl(event)) return;
    const meant = actionFor(event, inTerminal());
    if (!meant || !act(meant.action, meant.chord)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener("keydown", heard, { capture: true });
}

/** Text fields keep all their keys, a focused slider its arrows, a button reached by Tab its Enter and Space. */
function belongsToControl(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement) || target.closest(".xterm")) return false;
  if (target.isContentEditable || target.matches("input, textarea, select")) return true;
  if (target.matches("[role=slider]")) return /^(Arrow|Home|End)/.test(event.key);
  return /^(Enter| )$/.test(event.key) && target.matches("a:focus-visible, button:focus-visible, summary");
}
