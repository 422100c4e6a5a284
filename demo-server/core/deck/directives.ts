import { durationForm, parseDuration } from "./duration.ts";
import { listed, unknown } from "./wording.ts";
import type { Expectation, OnFail, Typing } from "./model.ts";

/** What the directives of one step, or of the scene above its first step, have said. */
export interface Said {
  id?: string;
  expect: Expectation[];
  exit?: number | "any";
  timeoutMs?: number;
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

/** Takes in a value, or says what is wrong with it. */
type Reader = (value: string, said: Said) => string | undefined;

const readers: Readonly<Record<string, Reader>> = {
  id: readId,
  expect: (value, said) => readExpectation(value, false, said),
  "expect not": (value, said) => readExpectation(value, true, said),
  exit: readExit,
  timeout: readTimeout,
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

function readExpectation(value: string, not: boolean, said: Said): string | undefined {
  const pattern = /^\/(.+)\/([imsu]*)$/.exec(value);
  if (!pattern) {
    const quoted = /^"(.+)"$/.exec(value);
    said.expect.push({ kind: "text", text: quoted?.[1] ?? value, not });
    return undefined;
  }
  const [, source = "", flags = ""] = pattern;
  const wrong = whyNoRegExp(source, flags);
  if (wrong !== undefined) return `${value} is no regular expression: ${wrong}`;
  said.expect.push({ kind: "pattern", source, flags, not });
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

/** Why a regular expression does not compile; undefined where it does. */
export function whyNoRegExp(source: string, flags = ""): string | undefined {
  try {
    new RegExp(source, flags);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    return message.replace(/^.*: /s, "").toLowerCase();
  }
}
