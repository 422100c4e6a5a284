import type { ActionName } from "#core/show/press.ts";
import { keyTable, type KeyEntry } from "./table.ts";

/** The part of a `KeyboardEvent` that names a chord. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/** What this key press means, or null where it is none of ours. */
export function actionFor(
  press: KeyPress,
  inTerminal: boolean,
): { readonly action: ActionName; readonly chord: string } | null {
  const chord = chordOf(press);
  if (inTerminal && !chord.startsWith("Ctrl+Shift+")) return null;
  const entry = (keyTable as readonly KeyEntry[]).find(
    ({ chords, inTerminal: held }) => chords.includes(chord) && (!inTerminal || held === true),
  );
  return entry ? { action: entry.action, chord } : null;
}

/** The press in the writing of the key table. Command counts as Ctrl. */
export function chordOf(press: KeyPress): string {
  const key = plainKey(press);
  const ctrl = press.ctrlKey || press.metaKey;
  const alone = key.length === 1 && key !== " " && !ctrl;
  const shift = press.shiftKey && !alone ? "Shift+" : "";
  const letter = ctrl && key.length === 1 ? key.toUpperCase() : key;
  return `${ctrl ? "Ctrl+" : ""}${press.altKey ? "Alt+" : ""}${shift}${letter}`;
}

/** An input method that was left on swallows letters as `Process`: the place of the key still tells which it was. */
function plainKey({ key, code, shiftKey }: KeyPress): string {
  if (key !== "Process" && key !== "Unidentified") return key;
  if (code === "Space") return " ";
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shiftKey ? letter : letter.toLowerCase();
  return /^Digit(\d)$/.exec(code)?.[1] ?? code;
}
