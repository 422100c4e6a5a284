/** The lines of an asciicast, checked. Each function says in words what is wrong instead of throwing. */
import type { Cast, CastEvent } from "./cast.ts";

export type Head = Omit<Cast, "events">;

/** Terminals are never larger; a size beyond it would only use up memory. */
const LARGEST = 9999;

/** JSON, or undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The header of any version; for version 1 it is the whole document. */
export function readHead(value: unknown): Head | string {
  if (!isRecord(value)) return "the first line must be a JSON object: the header of an asciicast";
  const { version } = value;
  if (version !== 1 && version !== 2 && version !== 3) {
    return `"version" must be 1, 2 or 3, not ${spell(version)}`;
  }
  const [place, cols, rows] =
    version === 3
      ? [
          "term",
          isRecord(value.term) ? value.term.cols : undefined,
          isRecord(value.term) ? value.term.rows : undefined,
        ]
      : ["header", value.width, value.height];
  if (!isSize(cols) || !isSize(rows)) {
    return `the ${place} must give the size of the terminal, two numbers from 1 to ${LARGEST}`;
  }
  return {
    version,
    cols,
    rows,
    ...(typeof value.title === "string" ? { title: value.title } : {}),
    ...(typeof value.timestamp === "number" ? { timestampS: value.timestamp } : {}),
  };
}

/** An event; null for a code that this reader does not know, which the format says to skip. */
export type ReadEvent = CastEvent | null | string;

/** Seconds and the rest of an event line of version 2 or 3. */
export function readTuple(value: unknown): { seconds: number; code: string; data: string } | string {
  if (!Array.isArray(value) || value.length < 3) return "an event must be [time, code, data]";
  const [seconds, code, data] = value as unknown[];
  if (!isSeconds(seconds)) return `an event's time must be a number of seconds, not ${spell(seconds)}`;
  if (typeof code !== "string") return `an event's code must be text, not ${spell(code)}`;
  if (typeof data !== "string") return `an event's data must be text, not ${spell(data)}`;
  return { seconds, code, data };
}

export function readEvent(code: string, data: string, atMs: number): ReadEvent {
  switch (code) {
    case "o":
      return { kind: "output", atMs, data };
    case "i":
      return { kind: "input", atMs, data };
    case "m":
      return { kind: "marker", atMs, label: data };
    case "r": {
      const [cols, rows] = /^(\d{1,4})x(\d{1,4})$/.exec(data)?.slice(1).map(Number) ?? [];
      if (!isSize(cols) || !isSize(rows))
        return `a resize must say columns and rows, like "80x24", not ${spell(data)}`;
      return { kind: "resize", atMs, cols, rows };
    }
    case "x":
      if (!/^-?\d{1,10}$/.test(data)) return `an exit must say its status as a number, not ${spell(data)}`;
      return { kind: "exit", atMs, status: Number(data) };
    default:
      return null;
  }
}

/** The frames of version 1: `[seconds since the one before, output]`. */
export function readFrames(value: unknown): CastEvent[] | string {
  if (!isRecord(value) || !Array.isArray(value.stdout)) return `"stdout" must be a list of frames`;
  const events: CastEvent[] = [];
  let micros = 0;
  for (const [index, frame] of (value.stdout as unknown[]).entries()) {
    const [seconds, data] = Array.isArray(frame) ? (frame as unknown[]) : [];
    if (!isSeconds(seconds) || typeof data !== "string") {
      return `frame ${index + 1} of "stdout" must be [seconds, text], not ${spell(frame)}`;
    }
    micros += toMicros(seconds);
    events.push({ kind: "output", atMs: micros / 1000, data });
  }
  return events;
}

/** Sums are made of whole microseconds: those of seconds would drift. */
export function toMicros(seconds: number): number {
  return Math.round(seconds * 1e6);
}

function isSeconds(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < 1e9;
}

function isSize(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= LARGEST;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function spell(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
