import { describe, expect, it } from "vitest";
import { printedIn } from "#core/compare/learn.ts";
import { id } from "#core/ids.ts";
import type { Cast, CastEvent } from "#core/takes/cast.ts";
import type { RecordedStep } from "#core/takes/manifest.ts";

const run = (lines: readonly string[], startMs: number, enterMs: number): RecordedStep => ({
  step: id<"step">("say"),
  pane: id<"pane">("main"),
  lines,
  startMs,
  enterMs,
  endMs: 50,
  status: 0,
  outcome: "done",
});
const prints = (atMs: number, data: string): CastEvent => ({ kind: "output", atMs, data });
const marks = (atMs: number, label: string): CastEvent => ({ kind: "marker", atMs, label });

function printed(lines: readonly string[], enterMs: number, ...events: CastEvent[]): string | undefined {
  const begin = [prints(2, "$ "), marks(5, "start say")];
  const cast: Cast = { version: 3, cols: 80, rows: 24, events: [...begin, ...events] };
  return printedIn(cast, run(lines, 5, enterMs), 0)?.text;
}

describe("what a recorded step printed", () => {
  it("is all of it, where the shell answers in the millisecond of Enter", () => {
    expect(printed(["date"], 5, prints(5, "date\r\n"), prints(5, "now\r\nthen\r\n$ "))).toBe("now\nthen\n");
  });

  it("is without the echo of lines that were typed before the last Enter", () => {
    const typed = [prints(7, "cat <<E\r\n> "), prints(9, "text\r\n> E")];
    expect(printed(["cat <<E", "text", "E"], 12, ...typed, prints(13, "\r\ntext\r\n$ "))).toBe("text\n");
  });

  it("is without the echo of lines that were all typed at once", () => {
    expect(printed(["cat <<E", "text", "E"], 5, prints(5, "cat <<E\r\n> text\r\n> E\r\ntext\r\n$ "))).toBe(
      "text\n",
    );
  });

  it("is of the last run alone, where it was run again", () => {
    const first = [prints(6, "try\r\nnot yet\r\n$ "), marks(20, "again say")];
    expect(printed(["try"], 6, ...first, prints(21, "\r\nactive\r\n$ "))).toBe("active\n");
  });
});
