import { parseJsonPath, valuesAt, type JsonPath } from "../json-path.ts";

/** What is wished of the JSON that a step prints: something at a path, or something of a certain value. */
export interface JsonWish {
  readonly path: JsonPath;
  readonly wanted: { readonly sign: Sign; readonly value: unknown } | null;
}

type Sign = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** How a wish is written. */
export const jsonWishForm = `a path with or without a value, like "$.items[0].status = running"`;

/** Reads `$.items[0].status = running`; null where the text is no wish. A value that is no JSON is a text. */
export function parseJsonWish(text: string): JsonWish | null {
  const [, source = "", sign, value = ""] =
    /^([^=<>!]*[^=<>!\s])\s*(?:(=|!=|<=?|>=?)\s*(\S.*))?$/.exec(text) ?? [];
  const path = source === "" ? null : parseJsonPath(source);
  if (!path) return null;
  return { path, wanted: sign === undefined ? null : { sign: sign as Sign, value: jsonOr(value) } };
}

/** Whether one of the values that were printed has what is wished. */
export function isFulfilled({ path, wanted }: JsonWish, printed: readonly unknown[]): boolean {
  const found = printed.flatMap((value) => valuesAt(value, path));
  return wanted === null ? found.length > 0 : found.some((value) => holds(value, wanted.sign, wanted.value));
}

/** What is at the path of a wish instead, shortly; null where nothing is. */
export function foundInstead({ path }: JsonWish, printed: readonly unknown[]): string | null {
  const found = printed.flatMap((value) => valuesAt(value, path));
  if (found.length === 0) return null;
  const words = found.map((value) => JSON.stringify(value)).join(", ");
  return words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS)}…` : words;
}

/** The JSON in a text: all of it, else what lies between its first and its last bracket, else each line that is JSON. */
export function jsonIn(text: string): unknown[] {
  const begin = text.search(/^\s*[[{]/m);
  const end = Math.max(text.lastIndexOf("}"), text.lastIndexOf("]"));
  for (const part of [text, begin < 0 ? "" : text.slice(begin, end + 1)]) {
    const value = parsed(part);
    if (value !== undefined) return [value];
  }
  return text.split("\n").flatMap((line) => {
    const value = /^\s*[[{]/.test(line) ? parsed(line) : undefined;
    return value === undefined ? [] : [value];
  });
}

const LONGEST_WORDS = 60;

function holds(found: unknown, sign: Sign, wanted: unknown): boolean {
  switch (sign) {
    case "=":
      return plain(found) === plain(wanted);
    case "!=":
      return plain(found) !== plain(wanted);
    case "<":
      return Number(found) < Number(wanted);
    case "<=":
      return Number(found) <= Number(wanted);
    case ">":
      return Number(found) > Number(wanted);
    case ">=":
      return Number(found) >= Number(wanted);
  }
}

/** `3` and `"3"` are the same: programs differ in what they put into quotes. */
function plain(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function jsonOr(text: string): unknown {
  return parsed(text) ?? text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
