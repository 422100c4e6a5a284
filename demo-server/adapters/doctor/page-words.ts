import type { FindingState } from "#core/doctor/finding.ts";

/** The labels of the doctor's page. */
export interface PageWords {
  readonly heading: string;
  readonly verdicts: Readonly<Record<FindingState, string>>;
  readonly states: Readonly<Record<FindingState, string>>;
  readonly again: string;
  /** Looks again, and asks a public page whether the network leads out. */
  readonly network: string;
  readonly looked: (time: string) => string;
  readonly back: string;
}

const en: PageWords = {
  heading: "Before the show",
  verdicts: {
    ok: "All is well. The show can begin.",
    notNeeded: "All is well. The show can begin.",
    warning: "Look at the warnings, and the show can begin.",
    problem: "Not ready yet.",
  },
  states: { ok: "fine", warning: "warning", problem: "problem", notNeeded: "not needed" },
  again: "Look again",
  network: "Ask the network too",
  looked: (time) => `Looked at ${time}.`,
  back: "To the deck",
};

const ja: PageWords = {
  heading: "本番の前に",
  verdicts: {
    ok: "すべて問題ありません。始められます。",
    notNeeded: "すべて問題ありません。始められます。",
    warning: "注意を確かめれば、始められます。",
    problem: "まだ準備ができていません。",
  },
  states: { ok: "問題なし", warning: "注意", problem: "問題", notNeeded: "不要" },
  again: "もう一度調べる",
  network: "ネットワークの先も調べる",
  looked: (time) => `${time} に調べました。`,
  back: "スライドへ",
};

export function pageWords(language: string): PageWords {
  return /^ja\b/i.test(language) ? ja : en;
}
