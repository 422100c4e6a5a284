/** Writes asciicast v2, https://docs.asciinema.org/manual/asciicast/v2: what asciinema's CLI before 3.0 plays. */
import type { Cast, CastEvent } from "./cast.ts";

/** The whole file. Exits have no place in version 2 and are left out; markers and resizes are kept. */
export function writeVersion2({ cols, rows, title, timestampS, events }: Cast): string {
  const header = {
    version: 2,
    width: cols,
    height: rows,
    ...(timestampS === undefined ? {} : { timestamp: timestampS }),
    ...(title === undefined ? {} : { title }),
  };
  const lines = events.flatMap((event) => {
    const tuple = tupleOf(event);
    return tuple === null ? [] : [`[${(event.atMs / 1000).toFixed(3)}, ${tuple}]\n`];
  });
  return `${JSON.stringify(header)}\n${lines.join("")}`;
}

function tupleOf(event: CastEvent): string | null {
  switch (event.kind) {
    case "output":
      return `"o", ${JSON.stringify(event.data)}`;
    case "input":
      return `"i", ${JSON.stringify(event.data)}`;
    case "marker":
      return `"m", ${JSON.stringify(event.label)}`;
    case "resize":
      return `"r", "${event.cols}x${event.rows}"`;
    case "exit":
      return null;
  }
}
