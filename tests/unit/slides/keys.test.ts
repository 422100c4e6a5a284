import { describe, expect, it } from "vitest";
import { actionFor, chordOf, type KeyPress } from "../../../slides/keys/chord.ts";
import { keyLabel, keyTable, showChord, type KeyEntry } from "../../../slides/keys/table.ts";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: "",
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  ...more,
});

describe("the key table", () => {
  it("gives each chord one meaning", () => {
    const chords = keyTable.flatMap((entry: KeyEntry) => [...entry.chords]);
    expect(new Set(chords).size).toBe(chords.length);
  });

  it("shows chords as they are printed on keys", () => {
    expect(["Shift+ ", "R", "n", "Ctrl+Shift+K", "+", "PageDown"].map(showChord)).toEqual([
      "Shift+Space",
      "Shift+R",
      "N",
      "Ctrl+Shift+K",
      "+",
      "Page Down",
    ]);
    expect(keyLabel("giveKeyboardBack")).toBe("Ctrl+Shift+K");
  });
});

describe("a key press", () => {
  it("is told apart by Shift, Ctrl and Command, but not by how a character is reached", () => {
    expect(chordOf(press("?", { shiftKey: true }))).toBe("?");
    expect(chordOf(press("R", { shiftKey: true }))).toBe("R");
    expect(chordOf(press(" ", { shiftKey: true }))).toBe("Shift+ ");
    expect(chordOf(press("k", { metaKey: true, shiftKey: true }))).toBe("Ctrl+Shift+K");
    expect(chordOf(press("ArrowRight", { altKey: true }))).toBe("Alt+ArrowRight");
  });

  it("goes to the shell while the keyboard is there, unless it is one of the few that are ours", () => {
    expect(actionFor(press("PageDown"), true)).toBeNull();
    expect(actionFor(press("c", { ctrlKey: true }), true)).toBeNull();
    expect(actionFor(press("/"), true)).toBeNull();
    expect(actionFor(press("K", { ctrlKey: true, shiftKey: true }), true)?.action).toBe("giveKeyboardBack");
    expect(actionFor(press("C", { ctrlKey: true, shiftKey: true }), true)?.action).toBe("copy");
    expect(actionFor(press("PageDown"), false)?.action).toBe("next");
  });

  it("that an input method swallowed is known by its place", () => {
    expect(actionFor(press("Process", { code: "Space" }), false)?.action).toBe("next");
    expect(actionFor(press("Process", { code: "KeyR", shiftKey: true }), false)?.action).toBe("reopen");
  });
});
