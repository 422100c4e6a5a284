import type { OnFail } from "#core/deck/model.ts";
import type { PageDeck, PageStep } from "#core/deck/page.ts";
import { id, type PaneId, type StepId } from "#core/ids.ts";

export const panes = { one: id<"pane">("one"), two: id<"pane">("two"), other: id<"pane">("other") };
export const steps = { a: id<"step">("a"), b: id<"step">("b"), c: id<"step">("c") };

/** Panes `one` and `two` of one target, `other` of another; the slides run a, b in `one`, then c in `two`. */
export function pageOf(onFail: OnFail = "ask", { checks = false } = {}): PageDeck {
  const { one, two, other } = panes;
  const { a, b, c } = steps;
  const stepOf = (step: StepId, pane: PaneId): PageStep => ({
    id: step,
    pane,
    lines: [step],
    inBackground: false,
    onFail,
    ...(checks ? { checksBack: true } : {}),
  });
  const paneOf = (pane: PaneId, target: string): PageDeck["panes"][PaneId] => ({
    id: pane,
    title: pane,
    where: "local",
    target: id(target),
    size: { kind: "auto" },
    scrollback: 100,
  });
  const slide = { h: 0, v: 0, line: 1, title: "", layout: "auto", hasMap: false } as const;
  return {
    talk: id("t"),
    head: { title: "", language: "en", theme: "kuroko", replay: { longestPauseMs: 1000, speed: 1 } },
    panes: { [one]: paneOf(one, "near"), [two]: paneOf(two, "near"), [other]: paneOf(other, "far") },
    slides: [
      { ...slide, scenes: [{ pane: one, steps: [stepOf(a, one), stepOf(b, one)] }] },
      {
        ...slide,
        scenes: [
          { pane: two, steps: [stepOf(c, two)] },
          { pane: other, steps: [] },
        ],
      },
    ],
    problems: [],
    languages: [],
    live: true,
    served: false,
    role: "presenter",
    understudy: "take/",
  };
}
