import type { Expectation } from "../deck/model.ts";
import type { Unmet } from "../steps/machine.ts";
import { foundInstead, isFulfilled, jsonIn, parseJsonWish } from "./json-wish.ts";
import { createPlainText } from "./plain-text.ts";

/** Looks in a step's output for what it must print, and for what it must not. */
export interface Watch {
  /** Reads more output. What was forbidden and printed; null as long as there is nothing. */
  push(text: string): Unmet | null;
  /** To be asked at the step's end: which expectation was not met; null if all were. */
  unmet(): Unmet | null;
  /** Whether what is printed from here on can change nothing. */
  readonly settled: boolean;
}

/** A line that is longer is looked at in pieces. */
export const LONGEST_LINE = 64 * 1024;
/** A pattern over several lines is found within about so many characters. */
const LINES_KEPT = 2048;
/** JSON that is longer is not looked at. */
const LONGEST_JSON = 256 * 1024;

/**
 * Texts are looked for as they come. A pattern is looked for in whole lines (`^` and `$` stand for a line's ends), the
 * last line when the step has ended. Memory is bounded, and output costs next to nothing once all that is expected came.
 */
export function createWatch(expectations: readonly Expectation[]): Watch {
  const plain = createPlainText();
  let open = expectations.map(seekerOf);
  let forbidden: Unmet | null = null;

  const settle = (isFound: (seeker: Seeker) => boolean): void => {
    const found = new Set(open.filter(isFound));
    forbidden ??= unmetOf([...found].find(({ expected }) => expected.not));
    open = open.filter((seeker) => !found.has(seeker));
  };

  const isSettled = (): boolean => forbidden !== null || open.length === 0;

  return {
    push(text) {
      if (isSettled()) return forbidden;
      const more = plain.push(text);
      settle((seeker) => seeker.push(more));
      return forbidden;
    },
    unmet() {
      settle((seeker) => seeker.end());
      return forbidden ?? unmetOf(open.find(({ expected }) => !expected.not));
    },
    get settled() {
      return isSettled();
    },
  };
}

interface Seeker {
  readonly expected: Expectation;
  /** What was printed in its place, where that is known. */
  readonly instead: string | null;
  /** Whether it has come with this text. */
  push(text: string): boolean;
  /** Whether it is in what is left at the end. */
  end(): boolean;
}

function unmetOf(seeker: Seeker | undefined): Unmet | null {
  return seeker ? { expected: seeker.expected, instead: seeker.instead } : null;
}

function seekerOf(expected: Expectation): Seeker {
  switch (expected.kind) {
    case "text":
      return { expected, instead: null, ...seekText(expected.text) };
    case "pattern":
      return { expected, instead: null, ...seekPattern(patternOf(expected.source, expected.flags)) };
    case "json":
      return new JsonSeeker(expected);
  }
}

/** JSON can be read when all of it has come. */
class JsonSeeker implements Seeker {
  readonly expected: Expectation & { readonly kind: "json" };
  instead: string | null = null;
  #text = "";

  constructor(expected: JsonSeeker["expected"]) {
    this.expected = expected;
  }

  push(more: string): boolean {
    this.#text = (this.#text + more).slice(0, LONGEST_JSON + 1);
    return false;
  }

  end(): boolean {
    const wish = parseJsonWish(this.expected.wish);
    if (this.#text.length > LONGEST_JSON || !wish) return false;
    const printed = jsonIn(erased(this.#text));
    if (isFulfilled(wish, printed)) return true;
    if (!this.expected.not) this.instead = foundInstead(wish, printed);
    return false;
  }
}

function seekText(wanted: string): Pick<Seeker, "push" | "end"> {
  const text = wanted.replaceAll("\r\n", "\n");
  const kept = 2 * text.length + 64;
  let tail = "";
  return {
    push(more) {
      tail = erased(tail + more);
      const found = tail.includes(text);
      tail = tail.slice(-kept);
      return found;
    },
    end: () => tail.includes(text),
  };
}

function seekPattern(pattern: RegExp): Pick<Seeker, "push" | "end"> {
  let lines = "";
  let line = "";
  return {
    push(more) {
      const end = line.length + more.length > LONGEST_LINE ? more.length : more.lastIndexOf("\n") + 1;
      if (end === 0) {
        line += more;
        return false;
      }
      lines = erased(lines + line + more.slice(0, end));
      line = more.slice(end);
      const found = pattern.test(lines);
      lines = lastLines(lines);
      return found;
    },
    end: () => pattern.test(erased(lines + line)),
  };
}

/** Whole lines only: `^` must not match in the middle of one. */
function lastLines(text: string): string {
  return text.length <= LINES_KEPT
    ? text
    : text.slice(text.indexOf("\n", text.length - LINES_KEPT) + 1 || text.length);
}

/** What stays when each backspace has erased the character before it. */
function erased(text: string): string {
  if (!text.includes("\b")) return text;
  const out: string[] = [];
  for (const character of text) {
    if (character !== "\b") out.push(character);
    else if (out.at(-1) !== "\n") out.pop();
  }
  return out.join("");
}

/** A talk's parser has said what is wrong with a pattern that is none; here it is looked for as it is written. */
function patternOf(source: string, flags: string): RegExp {
  const lineFlags = `${flags.replace(/[gym]/g, "")}m`;
  try {
    return new RegExp(source, lineFlags);
  } catch {
    return new RegExp(source.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "m");
  }
}
