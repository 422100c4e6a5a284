/** Writes asciicast v3, https://docs.asciinema.org/manual/asciicast/v3 */
import type { CastEvent } from "./cast.ts";

export interface CastHeader {
  readonly cols: number;
  readonly rows: number;
  readonly title?: string;
  /** When the recording began, in seconds since 1970. */
  readonly timestampS?: number;
  /** `TERM` of the shell. */
  readonly term?: string;
  /** `SHELL`. Nothing else of the environment is recorded. */
  readonly shell?: string;
}

/** The first line of a cast, with its line end. */
export function writeHeader({ cols, rows, title, timestampS, term, shell }: CastHeader): string {
  const env = {
    ...(shell === undefined ? {} : { SHELL: shell }),
    ...(term === undefined ? {} : { TERM: term }),
  };
  const header = {
    version: 3,
    term: { cols, rows, ...(term === undefined ? {} : { type: term }) },
    ...(timestampS === undefined ? {} : { timestamp: Math.floor(timestampS) }),
    ...(title === undefined ? {} : { title }),
    ...(Object.keys(env).length === 0 ? {} : { env }),
  };
  return JSON.stringify(header) + "\n";
}

/**
 * Gives the line of each event, with its line end. Intervals are whole milliseconds; what rounding leaves over goes
 * into the next one, so that the times never drift. An event that lies before the one before it happens with it.
 */
export function createEventWriter(): (event: CastEvent) => string {
  let writtenMs = 0;
  let half = "";
  return (event) => {
    const atMs = Math.max(writtenMs, Math.round(event.atMs));
    const interval = ((atMs - writtenMs) / 1000).toFixed(3);
    writtenMs = atMs;
    let data = dataOf(event);
    if (event.kind === "output") {
      // A lone surrogate is valid JSON when it is escaped, but asciinema's own reader refuses it: halves are joined.
      data = half + data;
      half = /[\ud800-\udbff]$/.exec(data)?.[0] ?? "";
      data = data.slice(0, data.length - half.length);
    }
    return `[${interval}, "${codes[event.kind]}", ${JSON.stringify(data)}]\n`;
  };
}

const codes = { output: "o", input: "i", marker: "m", resize: "r", exit: "x" } as const;

function dataOf(event: CastEvent): string {
  switch (event.kind) {
    case "output":
    case "input":
      return event.data;
    case "marker":
      return event.label;
    case "resize":
      return `${event.cols}x${event.rows}`;
    case "exit":
      return String(event.status);
  }
}
