import { durationForm, parseDuration } from "./duration.ts";
import { readExpectation, readJsonExpectation, readScreenExpectation } from "./expectation-values.ts";
import { listed, unknown } from "./wording.ts";
import type { Comparing, Expectation, OnFail, Retry, Typing } from "./model.ts";

/** What the directives of one step, or of the scene above its first step, have said. */
export interface Said {
  id?: string;
  expect: Expectation[];
  exit?: number | "any";
  timeoutMs?: number;
  retry?: Retry;
  settlesAfterMs?: number;
  stopWith?: string;
  compare?: Comparing;
  backWhen?: string;
  typing?: Typing;
  background?: "start" | { readonly slide: string };
  onFail?: OnFail;
  setup: string[];
  cleanup: string[];
}

/** Nothing said yet. */
export function silence(): Said {
  return { expect: [], setup: [], cleanup: [] };
}

export const defaultCharsPerSecond = 28;
export const defaultTimeoutMs = 60_000;
const defaultRetryMs = 1000;

/** Takes in a value, or says what is wrong with it. */
type Reader = (value: string, said: Said) => string | undefined;

const readers: Readonly<Record<string, Reader>> = {
  id: readId,
  expect: (value, said) => readExpectation(value, false, said),
  "expect not": (value, said) => readExpectation(value, true, said),
  "expect json": (value, said) => readJsonExpectation(value, false, said),
  "expect not json": (value, said) => readJsonExpectation(value, true, said),
  "expect screen": readScreenExpectation,
  exit: readExit,
  timeout: readTimeout,
  retry: readRetry,
  "stop with": readStopWith,
  compare: readCompare,
  "back when": (value, said) => void (said.backWhen = value),
  typing: readTyping,
  background: readBackground,
  "on failure": readOnFailure,
  setup: (value, said) => void said.setup.push(value),
  cleanup: (value, said) => void said.cleanup.push(value),
};

/** All directives, as an author writes them. */
export const directiveNames: readonly string[] = Object.keys(readers);

/** Adds one directive to what was said; returns what is wrong with it, if something is. */
export function readDirective(name: string, value: string, said: Said): string | undefined {
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (!reader) return unknown("directive", name, directiveNames);
  if (value === "") return `"${name}" needs a value`;
  return reader(value, said);
}

function readId(value: string, said: Said): string | undefined {
  if (!/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u.test(value)) {
    return `"${value}" cannot be an id: use letters, digits, ".", "_" and "-"`;
  }
  said.id = value;
  return undefined;
}

function readExit(value: string, said: Said): string | undefined {
  const status = Number(value);
  if (value === "any") said.exit = "any";
  else if (/^\d{1,3}$/.test(value) && status <= 255) said.exit = status;
  else return `exit "${value}" is neither a number from 0 to 255 nor "any"`;
  return undefined;
}

function readTimeout(value: string, said: Said): string | undefined {
  const ms = parseDuration(value);
  if (ms === null || ms === 0) return `timeout "${value}" is no duration: write ${durationForm}`;
  said.timeoutMs = ms;
  return undefined;
}

function readRetry(value: string, said: Said): string | undefined {
  const [, times = "", every] = /^(\d{1,3}) times?(?: every (.+))?$/.exec(value) ?? [];
  const everyMs = every === undefined ? defaultRetryMs : parseDuration(every);
  if (Number(times) < 1 || everyMs === null) {
    return `retry "${value}" is not understood: write how often and how far apart, like "5 times every 2s"`;
  }
  said.retry = { times: Number(times), everyMs };
  return undefined;
}

/** What a terminal sends for Ctrl and a letter is the letter's last five bits. */
function readStopWith(value: string, said: Said): string | undefined {
  const [, letter] = /^Ctrl-([A-Z])$/i.exec(value) ?? [];
  if (letter !== undefined) said.stopWith = String.fromCharCode(letter.toUpperCase().charCodeAt(0) & 0x1f);
  else if (value === "Esc") said.stopWith = "\x1b";
  else if (/^\S$/u.test(value)) said.stopWith = value;
  else return `stop with "${value}" is no key: write a letter like "q", "Ctrl-C" or "Esc"`;
  return undefined;
}

const waysToCompare: readonly Comparing[] = ["in order", "any order", "off"];

function readCompare(value: string, said: Said): string | undefined {
  const way = waysToCompare.find((known) => known === value);
  if (!way) return `compare "${value}" is not ${listed(waysToCompare, "or")}`;
  said.compare = way;
  return undefined;
}

function readTyping(value: string, said: Said): string | undefined {
  const rate = /^(\d+(?:\.\d+)?)\s*\/\s*s$/.exec(value);
  const charsPerSecond = rate ? Number(rate[1]) : defaultCharsPerSecond;
  if (value === "off") said.typing = { kind: "off" };
  else if (value === "human" || (rate && charsPerSecond >= 1 && charsPerSecond <= 1000)) {
    said.typing = { kind: "human", charsPerSecond };
  } else return `typing "${value}" is neither "off" nor "human" nor a speed from "1/s" to "1000/s"`;
  return undefined;
}

function readBackground(value: string, said: Said): string | undefined {
  if (value === "start") said.background = "start";
  else if (/^#\S+$/.test(value)) said.background = { slide: value.slice(1) };
  else return `background "${value}" is neither "start" nor the id of a slide, like "#intro"`;
  return undefined;
}

const waysToFail: readonly OnFail[] = ["ask", "auto", "never"];

function readOnFailure(value: string, said: Said): string | undefined {
  const way = waysToFail.find((known) => known === value);
  if (!way) return `on failure "${value}" is not ${listed(waysToFail, "or")}`;
  said.onFail = way;
  return undefined;
}
