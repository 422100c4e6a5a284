import { inJapanese } from "#core/sentences-ja.ts";

/** What the sheets say. They are loaded when one is opened, so that the deck's first load does without them. */
export interface SheetWords {
  readonly cancel: string;
  readonly close: string;
  readonly resetTitle: string;
  readonly resetNote: string;
  readonly reset: string;
  readonly noReset: string;
  readonly notLive: string;
  readonly resetRuns: string;
  readonly resetDone: (seconds: string) => string;
  readonly resetFailed: (why: string) => string;
  readonly doctorTitle: string;
  readonly doctorNote: string;
  readonly lookAgain: string;
  readonly allChecks: string;
  /** What the server said, in this language. */
  readonly sentence: (said: string) => string;
}

const en: SheetWords = {
  cancel: "Cancel",
  close: "Close",
  resetTitle: "Bring the demo back to its start?",
  resetNote: "All shells end, this runs, and no step counts as run. The talk begins at its first slide.",
  reset: "Reset",
  noReset: "The talk does not say how its demo goes back to its start: write “reset” in its front matter.",
  notLive: "Nothing is live here, so there is nothing to bring back.",
  resetRuns: "Running…",
  resetDone: (seconds) => `Done in ${seconds} s: the demo can begin.`,
  resetFailed: (why) => `It failed. ${why}`,
  doctorTitle: "Can the last row read it?",
  doctorNote: "This window, on the screen where it is now.",
  lookAgain: "Look again",
  allChecks: "All checks",
  sentence: (said) => said,
};

const ja: SheetWords = {
  cancel: "やめる",
  close: "閉じる",
  resetTitle: "デモを始めの状態に戻しますか？",
  resetNote:
    "シェルをすべて終了し、次のコマンドを実行します。ステップは未実行に戻り、最初のスライドから始まります。",
  reset: "戻す",
  noReset: "この発表には、デモを始めに戻す方法が書かれていません。前書きに「reset」を書いてください。",
  notLive: "ライブではないので、戻すものはありません。",
  resetRuns: "実行中…",
  resetDone: (seconds) => `${seconds} 秒で終わりました。デモを始められます。`,
  resetFailed: (why) => `失敗しました。${why}`,
  doctorTitle: "最後列から読めますか？",
  doctorNote: "このウィンドウを、いま映っている画面で調べます。",
  lookAgain: "もう一度調べる",
  allChecks: "すべての確認",
  sentence: inJapanese,
};

export function sheetWords(language: string): SheetWords {
  return /^ja\b/i.test(language) ? ja : en;
}
