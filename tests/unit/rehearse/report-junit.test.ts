import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { junitReport } from "../../../scripts/rehearse/report-junit.ts";
import { failed, madeRehearsal, madeStep } from "../../support/made-rehearsal.ts";

const changed = {
  is: "changed",
  lines: [
    { of: "recorded", text: "old" },
    { of: "now", text: "new" },
  ],
} as const;

describe("the JUnit report", () => {
  it("has a case for each step, with its time, its failure and why it was skipped", () => {
    const xml = junitReport(
      madeRehearsal([
        madeStep("one"),
        madeStep("two", { result: failed }),
        madeStep("three", { result: { is: "skipped", why: '"two" failed before it.' }, ms: null }),
      ]),
    );
    expect(xml).toContain(
      '<testsuite name="ships (en)" tests="3" failures="1" errors="0" skipped="1" time="24.100" timestamp="2026-11-23T10:15:00">',
    );
    expect(xml).toContain('<testcase name="one" classname="ships.laptop" time="1.200"/>');
    expect(xml).toMatch(
      /<failure message="ended with status 1" type="step">[^<]*no such file[^<]*<\/failure>/,
    );
    expect(xml).toContain('<skipped message="&quot;two&quot; failed before it."/>');
  });

  it("tells changed output, and fails by it only where that is wanted", () => {
    const steps = [madeStep("one", { output: changed })];
    expect(junitReport(madeRehearsal(steps))).toMatch(/failures="0".*[\s\S]*<system-out>[^<]*- old\n\+ new/);
    expect(junitReport(madeRehearsal(steps, { strict: true }))).toMatch(
      /failures="1".*[\s\S]*<failure message="printed something else/,
    );
  });

  it("tells what could not be compared", () => {
    const steps = [madeStep("one", { output: { is: "unknown", why: "it was <not> recorded" } })];
    expect(junitReport(madeRehearsal(steps))).toContain(
      "<system-out>not compared: it was &lt;not&gt; recorded</system-out>",
    );
  });

  it("has the failed reset as an error", () => {
    const reset = { at: "failed", line: 0, why: "It ended with status 1.", printed: "gone" } as const;
    expect(junitReport(madeRehearsal([], { reset }))).toMatch(
      /tests="1" failures="0" errors="1"[\s\S]*<error message="It ended with status 1.">gone<\/error>/,
    );
  });

  it("is well-formed XML whatever was printed", () => {
    const any = fc.string({ unit: "binary", maxLength: 40 });
    const nasty = fc.constantFrom(
      "\u0000",
      "\u001b[31m",
      "]]>",
      "<a b='",
      "&amp",
      "\uFFFF",
      "\uD800",
      "\t\n",
      '"',
    );
    const text = fc.array(fc.oneof(any, nasty), { maxLength: 5 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, text, text, (name, printed, line) => {
        const xml = junitReport(
          madeRehearsal([
            madeStep(name, { result: { ...failed, why: printed, printed: [printed] }, lines: [line] }),
            madeStep("changed", { output: { is: "changed", lines: [{ of: "now", text: printed }] } }),
            madeStep("skipped", { result: { is: "skipped", why: line } }),
          ]),
        );
        expect(whyNotXml(xml)).toBeNull();
      }),
    );
  });

  it("would not pass as XML if it were not", () => {
    for (const wrong of [
      "<a>&</a>",
      '<a b="<"/>',
      "<a></b>",
      "<a>\u0001</a>",
      "<a",
      "<a>\uFFFF</a>",
      '<a b="&x;"/>',
    ])
      expect(whyNotXml(wrong)).not.toBeNull();
    expect(whyNotXml('<?xml version="1.0"?><a b="&quot;&#10;"> x &lt; <c/></a>')).toBeNull();
  });
});

/** The rules of XML 1.0 that a file without DTD, comments and CDATA can break; null where none is. */
function whyNotXml(xml: string): string | null {
  const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.exec(xml);
  if (forbidden) return `a character that XML does not have at ${forbidden.index}`;
  const open: string[] = [];
  const token =
    /<\?xml [^?]*\?>|<(\/?)([a-z-]+)((?: [a-z]+="(?:[^<&"]|&(?:amp|lt|gt|quot|#\d+);)*")*)(\/?)>|(?:[^<&]|&(?:amp|lt|gt|quot|#\d+);)+/gy;
  let end = 0;
  for (const [all, closes, name, , empty] of xml.matchAll(token)) {
    end += all.length;
    if (name === undefined) continue;
    if (closes && open.pop() !== name) return `</${name}> closes another element`;
    if (!closes && !empty) open.push(name);
  }
  if (end < xml.length) return `cannot be read at ${end}: ${xml.slice(end, end + 30)}`;
  return open.length > 0 ? `<${open.join("> <")}> is never closed` : null;
}
