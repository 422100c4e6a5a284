import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changesTo } from "#core/cluster/apply.ts";
import { TimelineCursor, timelineLine, type TimedChange } from "#core/cluster/timeline.ts";
import { id } from "#core/ids.ts";
import { parseTimeline } from "#server/adapters/takes/cluster-file.ts";
import { TakeError } from "#server/adapters/takes/read.ts";
import { anyReading, clusterOf } from "../cluster/made-cluster.ts";

const heard: TimedChange = [5, { to: "contact", contact: { at: "heard" } }];
const gone: TimedChange = [7, { to: "unitGone", id: id("web1/a") }];

describe("the lines of a cluster's timeline", () => {
  it("are read as they were written", () => {
    fc.assert(
      fc.property(anyReading, fc.nat(1_000_000), (reading, ms) => {
        const entries = changesTo(clusterOf(reading)).map((change): TimedChange => [ms, change]);
        expect(parseTimeline(entries.map(timelineLine).join(""))).toEqual(entries);
      }),
    );
  });

  it("end before one that a crash has torn", () => {
    const text = timelineLine(heard) + timelineLine(gone);
    expect(parseTimeline(text.slice(0, -4))).toEqual([heard]);
  });

  it.each<[string, RegExp]>([
    ["{", /line 2 is not JSON/],
    ["[]", /line 2 is no change/],
    [`[1e99,${JSON.stringify(heard[1])}]`, /line 2 is no change/],
    [`[5,{"to":"machine","machine":{"id":"x"}}]`, /line 2 is no change/],
    [`[4,${JSON.stringify(heard[1])}]`, /line 2 is earlier than the line before it/],
  ])("say on which line they are damaged: %s", (line, message) => {
    const read = (): unknown => parseTimeline(`${timelineLine(heard)}${line}\n`);
    expect(read).toThrow(message);
    expect(read).toThrow(TakeError);
  });

  it("never crash, whatever is in them", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        try {
          parseTimeline(`${line}\n`);
        } catch (error) {
          expect(error).toBeInstanceOf(TakeError);
        }
      }),
    );
  });
});

describe("a position on a timeline", () => {
  it("shows the same, however it was come to", () => {
    const anyTimeline = fc
      .array(fc.tuple(fc.nat(100), anyReading))
      .map((parts) =>
        parts
          .sort(([a], [b]) => a - b)
          .flatMap(([ms, reading]) =>
            changesTo(clusterOf(reading)).map((change): TimedChange => [ms, change]),
          ),
      );
    fc.assert(
      fc.property(anyTimeline, fc.array(fc.nat(100)), (entries, way) => {
        const walked = new TimelineCursor(entries);
        for (const ms of way) walked.jump(ms);
        const direct = new TimelineCursor(entries);
        direct.jump(way.at(-1) ?? -Infinity);
        expect(walked.cluster).toEqual(direct.cluster);
        expect(walked.nextMs).toBe(direct.nextMs);
      }),
    );
  });
});
