/**
 * Runs in every page before the page's own scripts and watches its xterm.js from outside, in the same way for all:
 * none of the pages is changed. Times are the page's `performance.now()`.
 */
import type { Terminal } from "@xterm/xterm";
import { linesOf } from "../cells.ts";

/** Milliseconds from a key. */
export interface KeyTimes {
  /** Until its character is in the terminal's buffer. */
  readonly bufferMs: number;
  /** Until xterm.js has drawn it, which it does in the browser's next frame. */
  readonly drawnMs: number;
}

export interface Bench {
  /** Null until the page has a terminal. */
  about(): { cols: number; rows: number; fontSize: number; renderer: "dom" | "other" } | null;
  /** Every key from now on is measured; `benchShown` (a binding) is called when it is on the screen. */
  watchKeys(): void;
  keys(): KeyTimes[];
  /** From the next Enter until `text` is on the screen; `longestGapMs` is between two frames. */
  watchFlood(text: string): void;
  flood(): { ms: number; longestGapMs: number } | null;
  /** From the next Ctrl-C, as the browser got it, until the cursor stands behind a prompt of its own. */
  watchPrompt(prompt: string): void;
  promptMs(): number | null;
  /** From the next `key`, as the browser got it, until `text` is drawn. */
  watchText(key: string, text: string): void;
  textMs(): number | null;
  shows(text: string): boolean;
  /** Text of the line the cursor is in. */
  cursorLine(): string;
  lines(): string[];
}

declare global {
  interface Window {
    bench: Bench;
    /** Made by the one who drives the page. */
    benchShown?: (ms: number) => void;
  }
}

const terminals: Terminal[] = [];

// xterm.js's public class sets `_core` in its constructor and nowhere else: the one sign it gives of a new terminal.
Object.defineProperty(Object.prototype, "_core", {
  configurable: true,
  set(this: object, core: unknown) {
    Object.defineProperty(this, "_core", {
      value: core,
      writable: true,
      configurable: true,
      enumerable: true,
    });
    if ("onRender" in this && "loadAddon" in this) terminals.push(this as Terminal);
  },
});

function terminal(): Terminal {
  const newest = terminals.at(-1);
  if (!newest) throw new Error("this page has no terminal yet");
  return newest;
}

function textAt(row: number): string {
  return terminal().buffer.active.getLine(row)?.translateToString(true).trimEnd() ?? "";
}

function cursorRow(): number {
  const { baseY, cursorY } = terminal().buffer.active;
  return baseY + cursorY;
}

/** Looked for from the bottom, where what is new comes. */
function shows(text: string): boolean {
  const { baseY } = terminal().buffer.active;
  for (let row = baseY + terminal().rows - 1; row >= baseY; row--)
    if (textAt(row).includes(text)) return true;
  return false;
}

const keyTimes: KeyTimes[] = [];

function watchKeys(): void {
  const { cols } = terminal();
  let awaited: { key: string; row: number; column: number; at: number; bufferMs: number | null } | null =
    null;
  window.addEventListener(
    "keydown",
    ({ key, isTrusted }) => {
      if (!isTrusted || key.length !== 1) return;
      const { cursorX } = terminal().buffer.active;
      // Behind the last column the next character begins the next line.
      const wraps = cursorX >= cols;
      const row = cursorRow() + (wraps ? 1 : 0);
      awaited = { key, row, column: wraps ? 0 : cursorX, at: performance.now(), bufferMs: null };
    },
    { capture: true },
  );
  terminal().onWriteParsed(() => {
    if (awaited?.bufferMs !== null) return;
    const now = performance.now();
    const cell = terminal().buffer.active.getLine(awaited.row)?.getCell(awaited.column);
    if (cell?.getChars() === awaited.key) awaited.bufferMs = now - awaited.at;
  });
  terminal().onRender(() => {
    if (typeof awaited?.bufferMs !== "number") return;
    const { at, bufferMs } = awaited;
    const drawnMs = performance.now() - at;
    awaited = null;
    keyTimes.push({ bufferMs, drawnMs });
    window.benchShown?.(drawnMs);
  });
}

let flood: { ms: number; longestGapMs: number } | null = null;

function watchFlood(text: string): void {
  flood = null;
  let startedAt: number | null = null;
  let lastFrameAt = 0;
  let longestGapMs = 0;
  const onFrame = (): void => {
    const now = performance.now();
    longestGapMs = Math.max(longestGapMs, now - lastFrameAt);
    lastFrameAt = now;
    if (flood === null) requestAnimationFrame(onFrame);
  };
  onNextKey("Enter", (at) => {
    startedAt = at;
    lastFrameAt = performance.now();
    requestAnimationFrame(onFrame);
  });
  terminal().onRender(() => {
    if (startedAt === null || flood !== null) return;
    if (!shows(text)) return;
    const now = performance.now();
    flood = { ms: now - startedAt, longestGapMs: Math.max(longestGapMs, now - lastFrameAt) };
  });
}

let promptMs: number | null = null;

function watchPrompt(prompt: string): void {
  promptMs = null;
  let askedAt: number | null = null;
  onNextKey("c", (at) => (askedAt = at));
  terminal().onRender(() => {
    if (askedAt === null || promptMs !== null) return;
    if (terminal().buffer.active.cursorX !== prompt.length || textAt(cursorRow()) !== prompt.trimEnd())
      return;
    promptMs = performance.now() - askedAt;
  });
}

let textMs: number | null = null;

function watchText(key: string, text: string): void {
  textMs = null;
  onNextKey(key, (at) => {
    const rendering = terminal().onRender(() => {
      if (!shows(text)) return;
      rendering.dispose();
      textMs = performance.now() - at;
    });
  });
}

const awaitedKeys = new Map<string, (at: number) => void>();

// From the beginning: a page that keeps its keys to itself does so for those who listen later.
window.addEventListener(
  "keydown",
  ({ key, timeStamp }) => {
    const then = awaitedKeys.get(key);
    awaitedKeys.delete(key);
    then?.(timeStamp);
  },
  { capture: true },
);

/** `at`: when the browser got the key, which is before a busy page hears of it. */
function onNextKey(key: string, then: (at: number) => void): void {
  awaitedKeys.set(key, then);
}

window.bench = {
  about: () => {
    const newest = terminals.at(-1);
    if (!newest?.element) return null;
    const { cols, rows, options } = newest;
    const isDom = newest.element.querySelector(".xterm-rows") !== null;
    return { cols, rows, fontSize: options.fontSize ?? 0, renderer: isDom ? "dom" : "other" };
  },
  watchKeys,
  keys: () => keyTimes,
  watchFlood,
  flood: () => flood,
  watchPrompt,
  promptMs: () => promptMs,
  watchText,
  textMs: () => textMs,
  shows,
  cursorLine: () => textAt(cursorRow()),
  lines: () => linesOf(terminal().buffer.active),
};
