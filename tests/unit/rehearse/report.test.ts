import { describe, expect, it } from "vitest";
import type { DiffLine } from "#core/compare/compare-output.ts";
import { htmlReport } from "../../../scripts/rehearse/report-html.ts";
import { diffText, summary, textReport } from "../../../scripts/rehearse/report-text.ts";
import { isGood, NOT_WANTED } from "../../../scripts/rehearse/rehearsal.ts";
import { failed, madeRehearsal, madeStep } from "../../support/made-rehearsal.ts";

const changed = { is: "changed", lines: [{ of: "now", text: "new" }] } as const;
const skipped = { is: "skipped", why: "It was stopped." } as const;

describe("a rehearsal", () => {
  it("is good where every step ran and did what it should; another output only fails it when that is wanted", () => {
    const passed = madeStep("a");
    expect(isGood(madeRehearsal([passed]))).toBe(true);
    expect(isGood(madeRehearsal([passed, madeStep("b", { output: changed })]))).toBe(true);
    expect(isGood(madeRehearsal([madeStep("b", { output: changed })], { strict: true }))).toBe(false);
    expect(isGood(madeRehearsal([passed, madeStep("b", { result: failed })]))).toBe(false);
    expect(isGood(madeRehearsal([passed, madeStep("b", { result: skipped })]))).toBe(false);
    expect(isGood(madeRehearsal([passed], { stopped: true }))).toBe(false);
    const reset = { at: "failed", line: 0, why: "It ended with status 1.", printed: "" } as const;
    expect(isGood(madeRehearsal([passed], { reset }))).toBe(false);
  });

  it("is summed up in a line", () => {
    const steps = [madeStep("a"), madeStep("b", { result: failed }), madeStep("c", { result: skipped })];
    expect(summary(madeRehearsal(steps))).toBe(
      "Not good yet: 3 steps in 24 s: 1 passed, 1 failed, 1 skipped.",
    );
    expect(summary(madeRehearsal([madeStep("a")]))).toBe("Rehearsed: 1 step in 24 s: 1 passed.");
  });
});

describe("the text report", () => {
  const report = textReport(
    madeRehearsal([madeStep("a"), madeStep("b", { result: failed }), madeStep("c", { output: changed })]),
    { columns: 60 },
  );

  it("says of a failure what was expected, what was printed, and what to do", () => {
    expect(report).toContain(
      [
        "✗ b ended with status 1 en.md:7",
        "    $ run b",
        '    expected: it prints "done"',
        "    expected: it ends with status 0",
        "    its last lines:",
        "      no such file",
        "    Mend it.",
      ].join("\n"),
    );
  });

  it("shows what changed", () => {
    expect(report).toContain("≠ c printed something else than the understudy en.md:7\n    + new");
  });

  it("names what could not be compared, but not what nobody wants to be", () => {
    const other = { is: "unknown", why: "the understudy ran another command line" } as const;
    const steps = [
      madeStep("a", { output: other }),
      madeStep("b", { output: { is: "unknown", why: NOT_WANTED } }),
      madeStep("c", { output: other }),
    ];
    const says = "\nNot compared: a, c: the understudy ran another command line.\n";
    expect(textReport(madeRehearsal(steps))).toContain(says);
    expect(textReport(madeRehearsal(steps, { understudy: null }))).not.toContain("Not compared");
  });

  it("fits the terminal", () => {
    const long = textReport(madeRehearsal([madeStep("a", { lines: ["あ".repeat(80)] })]), { columns: 60 });
    const [, row = ""] = long.split("\n");
    expect(row).toMatch(/あ…$/);
    expect(row.length + (row.match(/あ/g)?.length ?? 0)).toBeLessThanOrEqual(60);
  });
});

describe("a difference", () => {
  const both = (count: number): DiffLine[] =>
    Array.from({ length: count }, (_, index) => ({ of: "both", text: `line ${index}` }));

  it("is shown with two lines around it", () => {
    expect(
      diffText([...both(4), { of: "recorded", text: "x" }, { of: "now", text: "y" }, ...both(3)]),
    ).toEqual([
      "  … 2 lines as before",
      "  line 2",
      "  line 3",
      "- x",
      "+ y",
      "  line 0",
      "  line 1",
      "  … 1 line as before",
    ]);
  });

  it("of a flood is cut", () => {
    const flood = Array.from({ length: 100 }, (_, index): DiffLine => ({ of: "now", text: String(index) }));
    expect(diffText(flood).at(-1)).toBe("  … 60 lines more");
  });
});

describe("the HTML report", () => {
  const evil = `<script src="https://example.org/x.js">alert(1)</script>`;
  const html = htmlReport(
    madeRehearsal(
      [
        madeStep("a", {
          lines: [evil],
          slide: evil,
          result: { ...failed, why: evil, printed: [evil], expected: [evil], todo: evil },
        }),
        madeStep("b", { output: { is: "changed", lines: [{ of: "now", text: evil }] } }),
      ],
      { title: evil },
    ),
  );

  it("runs nothing and loads nothing, whatever a host printed", () => {
    expect(html).not.toContain("<script");
    expect(html).not.toMatch(/(?:src|href)="(?!data:)/);
    expect(html).not.toMatch(/url\(|@import/);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain("&#60;script src=&#34;https");
  });

  it("has the labels of the talk's language", () => {
    expect(html).toContain("Not ready yet.");
    expect(htmlReport(madeRehearsal([madeStep("a")], { language: "ja" }))).toContain("本番に進めます。");
  });
});
