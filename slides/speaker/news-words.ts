/** What the speaker window and the remote say of the room, of what steps printed, and of what runs behind the slides. */
export interface NewsWords {
  readonly room: string;
  readonly reactions: string;
  readonly questions: string;
  readonly questionCount: (count: number) => string;
  readonly noQuestions: string;
  readonly notAsked: string;
  readonly done: string;
  readonly doneWith: (question: string) => string;
  /** For screen readers. */
  readonly asked: (question: string) => string;
  readonly same: string;
  readonly differs: string;
  readonly recorded: string;
  readonly now: string;
  /** Where one side has no line. */
  readonly nothing: string;
  readonly unexpected: string;
  readonly run: (run: number, of: number) => string;
  readonly runsAgain: (why: string) => string;
  /** For screen readers. */
  readonly stepDiffers: (command: string) => string;
  readonly background: string;
  readonly forSlide: (slide: number) => string;
  readonly failedEarly: (slide: number) => string;
  readonly more: (count: number) => string;
}

const english: NewsWords = {
  room: "From the room",
  reactions: "Reactions",
  questions: "Questions",
  questionCount: (count) => (count === 1 ? "1 question" : `${count} questions`),
  noQuestions: "No questions yet.",
  notAsked: "Nobody can ask while questions are off.",
  done: "Done",
  doneWith: (question) => `Done: ${question}`,
  asked: (question) => `New question: ${question}`,
  same: "as recorded",
  differs: "differs",
  recorded: "recorded",
  now: "now",
  nothing: "nothing",
  unexpected: "not as expected",
  run: (run, of) => `run ${run} of ${of}`,
  runsAgain: (why) => `Runs again: ${why}`,
  stepDiffers: (command) => `${command}: printed something else than in the recording`,
  background: "In the background",
  forSlide: (slide) => `for slide ${slide}`,
  failedEarly: (slide) => `Failed early, and slide ${slide} needs it`,
  more: (count) => `+${count}`,
};

const japanese: NewsWords = {
  room: "会場から",
  reactions: "リアクション",
  questions: "質問",
  questionCount: (count) => `質問 ${count} 件`,
  noQuestions: "質問はまだありません。",
  notAsked: "質問を受け付けていません。",
  done: "済み",
  doneWith: (question) => `済みにする: ${question}`,
  asked: (question) => `新しい質問: ${question}`,
  same: "記録と同じ",
  differs: "記録と違う",
  recorded: "記録",
  now: "今回",
  nothing: "なし",
  unexpected: "期待と違う",
  run: (run, of) => `${of} 回中 ${run} 回目`,
  runsAgain: (why) => `もう一度実行: ${why}`,
  stepDiffers: (command) => `${command}: 出力が記録と違います`,
  background: "裏で実行中",
  forSlide: (slide) => `${slide} 枚目で使う`,
  failedEarly: (slide) => `失敗しました。${slide} 枚目で必要です`,
  more: (count) => `ほか ${count}`,
};

/** The words for a BCP 47 language; English where there are none. */
export function newsWordsFor(language: string): NewsWords {
  return /^ja\b/i.test(language) ? japanese : english;
}
