/** What the HTML report says in the talk's language; what a step printed stays as it is. */
import { reportInJapanese } from "#core/rehearsal-sentences.ts";
import type { Verdict } from "./rehearsal.ts";

export interface ReportWords {
  readonly rehearsal: string;
  readonly good: string;
  readonly bad: string;
  readonly stopped: string;
  readonly resetFailed: string;
  readonly resetDone: (time: string) => string;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly on: string;
  readonly took: string;
  readonly take: string;
  readonly understudy: string;
  readonly none: string;
  readonly now: string;
  readonly expected: string;
  readonly lastLines: string;
  readonly todo: string;
  readonly difference: string;
  readonly notCompared: string;
  readonly asBefore: (lines: number) => string;
  /** Why a step failed, what was expected and what is to be done: from the other reports' English. */
  readonly sentence: (said: string) => string;
}

const en: ReportWords = {
  rehearsal: "Rehearsal",
  good: "The show can go on.",
  bad: "Not ready yet.",
  stopped: "It was stopped before its end.",
  resetFailed: "The demo could not be brought back to its start.",
  resetDone: (time) => `The demo was brought back to its start in ${time}.`,
  verdicts: { passed: "passed", changed: "changed", failed: "failed", skipped: "not run" },
  on: "Run on",
  took: "Took",
  take: "Take",
  understudy: "Understudy",
  none: "none",
  now: "Now",
  expected: "Expected",
  lastLines: "Its last lines",
  todo: "What to do",
  difference: "Compared with the understudy: − what it printed, + what is printed now",
  notCompared: "Not compared",
  asBefore: (lines) => (lines === 1 ? "1 line as before" : `${lines} lines as before`),
  sentence: (said) => said,
};

const ja: ReportWords = {
  rehearsal: "リハーサル",
  good: "本番に進めます。",
  bad: "まだ本番には出せません。",
  stopped: "途中で止められました。",
  resetFailed: "デモを始めの状態に戻せませんでした。",
  resetDone: (time) => `デモを${time}で始めの状態に戻しました。`,
  verdicts: { passed: "成功", changed: "出力が変化", failed: "失敗", skipped: "未実行" },
  on: "実行した場所",
  took: "所要時間",
  take: "今回の収録",
  understudy: "記録",
  none: "なし",
  now: "今回",
  expected: "期待したこと",
  lastLines: "最後の出力",
  todo: "対処",
  difference: "記録との比較: − 記録の出力、+ 今回の出力",
  notCompared: "比較なし",
  asBefore: (lines) => `${lines}行は同じ`,
  sentence: reportInJapanese,
};

export function reportWords(language: string): ReportWords {
  return /^ja\b/i.test(language) ? ja : en;
}
