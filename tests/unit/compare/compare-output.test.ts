import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareOutput, firstDifference, type DiffLine } from "#core/compare/compare-output.ts";
import { COMPARED_CHARS, OutputKeeper } from "#core/compare/kept-output.ts";

const written = (lines: readonly DiffLine[]): string =>
  lines.map(({ of, text }) => `${{ both: " ", recorded: "-", now: "+" }[of]}${text}`).join("\n");

function difference(recorded: string, now: string): string {
  const compared = compareOutput(recorded.split(" "), now.split(" "));
  return compared.same ? "" : written(compared.lines);
}

describe("two outputs", () => {
  test("are the same where all lines are", () => {
    expect(compareOutput(["a", "b"], ["a", "b"])).toEqual({ same: true });
    expect(compareOutput([], [])).toEqual({ same: true });
  });

  test("are told with what is in both, and in what order", () => {
    expect(difference("a b c d", "a x c d")).toBe(" a\n-b\n+x\n c\n d");
    expect(difference("a b", "a b c")).toBe(" a\n b\n+c");
    expect(difference("a b c", "b c")).toBe("-a\n b\n c");
  });

  test("of several things at once may come in another order, and waits in another number", () => {
    const recorded = ["b: wait ‹duration›", "a: wait ‹duration›", "b: wait ‹duration›", "a: done"];
    const now = ["a: wait ‹duration›", "b: wait ‹duration›", "a: done"];
    expect(compareOutput(recorded, now, "any order")).toEqual({ same: true });
    expect(compareOutput(recorded, [...now, "a: done"], "any order").same).toBe(false);
  });

  test("are the same where a program has wrapped its text at another width", () => {
    expect(compareOutput(["a plan is", "made", "", "now"], ["a plan", "is made", "", "now"])).toEqual({
      same: true,
    });
    expect(compareOutput(["a plan is made"], ["a plan", "was made"]).same).toBe(false);
  });

  test("of several things at once are the same where one of them was wrapped at another width", () => {
    const recorded = ["a: done", "the plan is", "made now", "b: done", ""];
    expect(compareOutput(recorded, ["b: done", "the plan", "is made now", "a: done"], "any order")).toEqual({
      same: true,
    });
    const others = ["the plan is", "made now", "b: failed"];
    expect(compareOutput(recorded, ["a: done", ...others], "any order").same).toBe(false);
    // Words that have changed places between two lines are another output.
    const swapped = compareOutput(["a: up", "b: down"], ["a: down", "b: up"], "any order");
    expect(swapped.same).toBe(false);
  });

  test("give both outputs back from their difference", () => {
    const lines = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 30 });
    fc.assert(
      fc.property(lines, lines, (recorded, now) => {
        const compared = compareOutput(recorded, now);
        if (compared.same) {
          expect(recorded.filter(Boolean).join(" ")).toBe(now.filter(Boolean).join(" "));
          return;
        }
        const side = (of: DiffLine["of"]): string[] =>
          compared.lines.filter((line) => line.of === "both" || line.of === of).map(({ text }) => text);
        expect(side("recorded")).toEqual(recorded);
        expect(side("now")).toEqual(now);
        expect(compared.lines.some(({ of }) => of !== "both")).toBe(true);
      }),
    );
  });

  test("of very many lines are told without looking for long", () => {
    const many = (word: string): string[] => Array.from({ length: 20_000 }, (_, index) => `${word} ${index}`);
    const startedAt = performance.now();
    expect(compareOutput(many("a"), many("b")).same).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  test("have a first difference", () => {
    const first = (recorded: string[], now: string[]): unknown => {
      const compared = compareOutput(recorded, now);
      return compared.same ? null : firstDifference(compared);
    };
    expect(first(["a", "b", "c"], ["a", "x", "c"])).toEqual({ recorded: "b", now: "x" });
    expect(first(["a", "b"], ["a"])).toEqual({ recorded: "b", now: null });
    expect(first(["a", "c"], ["a", "b", "c", "d"])).toEqual({ recorded: null, now: "b" });
  });
});

describe("what is kept of an output", () => {
  test("is all of it", () => {
    const keeper = new OutputKeeper();
    keeper.push("a\n");
    keeper.push("b");
    expect(keeper.output).toEqual({ text: "a\nb", whole: true });
  });

  test("is of a flood its beginning, in whole lines", () => {
    const keeper = new OutputKeeper();
    for (let line = 0; keeper.wants; line++) keeper.push(`line ${line}\n`);
    keeper.push("more\n");
    const { text, whole } = keeper.output;
    expect(whole).toBe(false);
    expect(text.length).toBeGreaterThan(COMPARED_CHARS - 20);
    expect(text.endsWith("\n")).toBe(true);
    expect(text).not.toContain("more");
  });
});
