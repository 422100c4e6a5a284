import { jsonWishForm, parseJsonWish } from "../stream/json-wish.ts";
import { durationForm, parseDuration } from "./duration.ts";
import type { Expectation } from "./model.ts";
import { whyNoRegExp } from "./regexp.ts";

/** What the `expect` directives add to. */
interface Expecting {
  readonly expect: Expectation[];
  settlesAfterMs?: number;
}

/** A text, or `/pattern/flags`; quotes keep a text from being a pattern. */
export function readExpectation(value: string, not: boolean, said: Expecting): string | undefined {
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

export function readJsonExpectation(value: string, not: boolean, said: Expecting): string | undefined {
  if (!parseJsonWish(value)) return `expect json "${value}" is not understood: write ${jsonWishForm}`;
  said.expect.push({ kind: "json", wish: value, not });
  return undefined;
}

/** Shorter than the two seconds after which `watch` draws again. */
const settlesAfterMs = 1000;

export function readScreenExpectation(value: string, said: Expecting): string | undefined {
  const [settles, after] = /^settles(?: for (.+))?$/.exec(value) ?? [];
  const ms = after === undefined ? settlesAfterMs : parseDuration(after);
  if (settles === undefined)
    return `expect screen "${value}" is not understood: write "settles", or "settles for 2s"`;
  if (ms === null || ms === 0) return `expect screen "${value}" has no duration: write ${durationForm}`;
  said.settlesAfterMs = ms;
  return undefined;
}
