/** What the reports of a rehearsal say of a step: in English, and in a Japanese talk's own report in Japanese. */
import { catalogue, filled, type Catalogue } from "./catalogue.ts";
import { inJapanese } from "./sentences-ja.ts";

export const englishReport = {
  // As `describeFailure` says it.
  runExit: "ended with status {status}",
  runTimeout: "had not ended after {seconds} s",
  runStopped: "was stopped",
  runNotPrinted: "did not print {what}",
  runPrinted: "printed {what}",
  runPrintedOther: "printed {instead}, not {what}",
  wantsPrinted: "prints {what}",
  wantsNotPrinted: "does not print {what}",
  wantsExit: "ends with status {status}",
  wantsWithin: "is over within {seconds} s",
  adviceExit:
    'Run the line by hand and mend it; where another status is right, say "exit: {status}" below the step.',
  adviceTimeout: 'Where it only needs longer than {seconds} s, give the step a longer "timeout".',
  adviceExpect: 'Mend the demo, or the step\'s "expect" where the new output is right.',
  adviceShell:
    'The line ends the pane\'s own shell: run it in one beside it, like "( exit 3 )" or "bash -c \'…\'".',
  adviceLost: "Check the network and the machine (kuroko doctor), and rehearse again.",
  adviceAgain: "Rehearse it again.",
  adviceHostKey:
    'Compare the key and accept it once: "kuroko start --live", the slide of pane "{pane}", Shift+A.',
  adviceRefused: "kuroko doctor says what is missing.",
  leftBehind: '"{step}" failed before it.',
  leftBefore: "The rehearsal was stopped before it.",
  leftWithin: "The rehearsal was stopped while it ran.",
  uncomparedUnended: "it did not run to its end",
  uncomparedUnwanted: "the talk says that it is another in each run",
  uncomparedNoTake: "the talk has no understudy",
  uncomparedNoRun: "the understudy has no good run of it",
  uncomparedOtherLine: "the understudy ran another command line",
  uncomparedUnreadable: "the understudy's recording of it cannot be read",
  uncomparedUnrecorded: "it was not recorded",
} as const;

const japaneseReport: Readonly<Record<keyof typeof englishReport, string>> = {
  runExit: "終了コード {status} で終わりました",
  runTimeout: "{seconds} 秒たっても終わりませんでした",
  runStopped: "途中で止められました",
  runNotPrinted: "{what} が出力されませんでした",
  runPrinted: "{what} が出力されました",
  runPrintedOther: "{what} ではなく {instead} が出力されました",
  wantsPrinted: "{what} を出力する",
  wantsNotPrinted: "{what} を出力しない",
  wantsExit: "終了コード {status} で終わる",
  wantsWithin: "{seconds} 秒以内に終わる",
  adviceExit:
    "その行を手で実行して直してください。別の終了コードが正しければ、ステップに「exit: {status}」と書いてください。",
  adviceTimeout: "{seconds} 秒より長くかかるだけなら、ステップの「timeout」を延ばしてください。",
  adviceExpect: "デモを直すか、新しい出力が正しければステップの「expect」を直してください。",
  adviceShell:
    "その行で端末のシェルが終わります。「( exit 3 )」や「bash -c '…'」のように、別のシェルで実行してください。",
  adviceLost: "ネットワークとマシンを確かめて（kuroko doctor）、もう一度リハーサルしてください。",
  adviceAgain: "もう一度リハーサルしてください。",
  adviceHostKey:
    "鍵を確かめて一度受け入れてください: 「kuroko start --live」で端末「{pane}」のスライドを開き、Shift+A を押します。",
  adviceRefused: "足りないものは kuroko doctor でわかります。",
  leftBehind: "前の「{step}」が失敗したため、実行していません。",
  leftBefore: "その前にリハーサルが止められました。",
  leftWithin: "実行中にリハーサルが止められました。",
  uncomparedUnended: "最後まで実行されていません",
  uncomparedUnwanted: "実行ごとに変わる出力と書かれています",
  uncomparedNoTake: "この発表に記録がありません",
  uncomparedNoRun: "成功した記録がありません",
  uncomparedOtherLine: "記録のコマンドが違います",
  uncomparedUnreadable: "記録を読めません",
  uncomparedUnrecorded: "収録されていません",
};

const known: Catalogue<typeof englishReport> = catalogue(englishReport);

/** The sentence in English, with its values. */
export const reportSentence: (typeof known)["say"] = known.say;

/** Which sentence a text is, and what was put into it; null where it is none of these. */
export const readReport: (typeof known)["read"] = known.read;

/** In Japanese; what a system or a program says stays as it is. */
export function reportInJapanese(text: string): string {
  const read = readReport(text);
  return read ? filled(japaneseReport[read.key], read.values) : inJapanese(text);
}
