import type { ActionName } from "#core/show/press.ts";

/** The one list of keys: the handler and the help overlay both read it. */
export const keyTable = [
  { action: "next", group: "move", chords: ["ArrowRight", "PageDown", " ", "n"] },
  { action: "previous", group: "move", chords: ["ArrowLeft", "PageUp", "Shift+ ", "p"] },
  { action: "nextSlide", group: "move", chords: ["ArrowDown"] },
  { action: "previousSlide", group: "move", chords: ["ArrowUp"] },
  { action: "first", group: "move", chords: ["Home"] },
  { action: "last", group: "move", chords: ["End"] },
  { action: "jump", group: "move", chords: ["g"] },
  { action: "rerun", group: "steps", chords: ["r"] },
  { action: "moveOn", group: "steps", chords: ["m"] },
  { action: "understudy", group: "steps", chords: ["u"] },
  { action: "stayLive", group: "steps", chords: ["k"] },
  { action: "goLive", group: "steps", chords: ["L"] },
  { action: "catchUp", group: "steps", chords: ["U"] },
  { action: "resetDemo", group: "steps", chords: ["B"] },
  { action: "takeKeyboard", group: "pane", chords: ["t"] },
  { action: "giveKeyboardBack", group: "pane", chords: ["Ctrl+Shift+K"], inTerminal: true },
  { action: "choosePane", group: "pane", chords: ["1", "2", "3", "4"] },
  { action: "bigger", group: "pane", chords: ["+", "="] },
  { action: "smaller", group: "pane", chords: ["-"] },
  { action: "resetType", group: "pane", chords: ["0"] },
  { action: "search", group: "pane", chords: ["/", "Ctrl+Shift+F"], inTerminal: true },
  { action: "copy", group: "pane", chords: ["Ctrl+C", "Ctrl+Shift+C"], inTerminal: true },
  { action: "clear", group: "pane", chords: ["c"] },
  { action: "reopen", group: "pane", chords: ["R"] },
  { action: "acceptHost", group: "pane", chords: ["A"] },
  { action: "overview", group: "view", chords: ["o", "Escape"] },
  { action: "blackout", group: "view", chords: ["b", "."] },
  { action: "fullscreen", group: "view", chords: ["f"] },
  { action: "language", group: "view", chords: ["l"] },
  { action: "audience", group: "view", chords: ["q"] },
  { action: "takeOver", group: "view", chords: ["W"] },
  { action: "speaker", group: "view", chords: ["s"] },
  { action: "clock", group: "view", chords: ["e"] },
  { action: "resetClock", group: "view", chords: ["E"] },
  { action: "pairPhone", group: "view", chords: ["P"] },
  { action: "unpair", group: "view", chords: ["X"] },
  { action: "doctor", group: "view", chords: ["d"] },
  { action: "help", group: "view", chords: ["?", "h"] },
] as const satisfies readonly KeyEntry[];

export interface KeyEntry {
  readonly action: ActionName;
  readonly group: "move" | "steps" | "pane" | "view";
  /** `KeyboardEvent.key`, after `Ctrl+` and the like; a letter alone is as it is typed, so `R` is Shift and r. */
  readonly chords: readonly string[];
  /** Its chords with `Ctrl+Shift+` hold while the keyboard is in a terminal; every other key goes to the shell. */
  readonly inTerminal?: true;
}

/** The first chord of an action, as it is shown to people. */
export function keyLabel(action: ActionName): string {
  const entry: KeyEntry | undefined = keyTable.find((candidate) => candidate.action === action);
  return showChord(entry?.chords.at(action === "giveKeyboardBack" ? -1 : 0) ?? "");
}

const names: Readonly<Record<string, string>> = {
  " ": "Space",
  ArrowRight: "→",
  ArrowLeft: "←",
  ArrowUp: "↑",
  ArrowDown: "↓",
  PageDown: "Page Down",
  PageUp: "Page Up",
  Escape: "Esc",
};

/** `Shift+ ` as `Shift+Space`, `R` as `Shift+R`. */
export function showChord(chord: string): string {
  const cut = chord.lastIndexOf("+", chord.length - 2) + 1;
  const key = chord.slice(cut);
  const name = names[key] ?? (/^[a-z]$/.test(key) ? key.toUpperCase() : key);
  const shift = cut === 0 && /^[A-Z]$/.test(key) ? "Shift+" : "";
  return chord.slice(0, cut) + shift + name;
}
