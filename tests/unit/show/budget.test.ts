import { describe, expect, it } from "vitest";
import { paceAt, planOf, type Plan } from "#core/show/budget.ts";

const minute = 60_000;

function plan(talk: number | undefined, ...slides: (number | undefined)[]): Plan {
  const made = planOf({
    head: talk === undefined ? {} : { budgetMs: talk * minute },
    slides: slides.map((budget) => (budget === undefined ? {} : { budgetMs: budget * minute })),
  });
  if (!made) throw new Error("no plan");
  return made;
}

describe("the plan", () => {
  it("is none where no budget is named", () => {
    expect(planOf({ head: {}, slides: [{}, {}] })).toBeNull();
  });

  it("gives slides without a budget to the part before them, and those before the first to the first", () => {
    expect(plan(undefined, undefined, 2, undefined, 3)).toEqual({
      parts: [
        { slide: 0, startMs: 0, endMs: 2 * minute },
        { slide: 3, startMs: 2 * minute, endMs: 5 * minute },
      ],
      talkMs: 5 * minute,
    });
  });

  it("is one part where only the talk has a budget", () => {
    expect(plan(25, undefined, undefined).parts).toEqual([{ slide: 0, startMs: 0, endMs: 25 * minute }]);
  });

  it("takes the talk's own budget before the sum of its slides", () => {
    expect(plan(10, 2, 3).talkMs).toBe(10 * minute);
  });
});

describe("the pace", () => {
  const talk = plan(10, 2, 3, undefined, 1);

  it("is on the plan while the plan has this part, and says how long that still is", () => {
    expect(paceAt(talk, 1, 4 * minute)).toEqual({
      partLeftMs: minute,
      talkLeftMs: 6 * minute,
      behindMs: 0,
    });
  });

  it("is behind by what this part has run over", () => {
    expect(paceAt(talk, 2, 7 * minute)).toMatchObject({ behindMs: 2 * minute, partLeftMs: -2 * minute });
  });

  it("is ahead by what is left until the plan begins this part", () => {
    expect(paceAt(talk, 3, 4 * minute).behindMs).toBe(-minute);
  });

  it("counts on when the whole talk runs over", () => {
    expect(paceAt(talk, 3, 12 * minute)).toMatchObject({ talkLeftMs: -2 * minute, behindMs: 6 * minute });
  });

  it("never jumps: a millisecond changes it by at most a millisecond", () => {
    for (let ran = 0; ran < 12 * minute; ran += minute / 2) {
      const step = paceAt(talk, 1, ran + 1).behindMs - paceAt(talk, 1, ran).behindMs;
      expect(step === 0 || step === 1).toBe(true);
    }
  });
});
