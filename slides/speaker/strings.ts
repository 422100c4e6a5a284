/** What the speaker window and the remote say, in one language. */
export interface SpeakerStrings {
  readonly title: string;
  readonly clock: string;
  readonly elapsed: string;
  readonly part: string;
  readonly talk: string;
  readonly pace: string;
  readonly onTime: string;
  readonly behind: (time: string) => string;
  readonly ahead: (time: string) => string;
  readonly noBudget: string;
  readonly viewers: (count: number) => string;
  readonly notStarted: string;
  readonly pause: string;
  readonly goOn: string;
  readonly reset: string;
  readonly slide: (slide: number, slides: number) => string;
  readonly now: string;
  readonly upNext: string;
  readonly nextKey: string;
  /** What the next-key will do. */
  readonly runs: string;
  readonly completes: string;
  readonly waits: string;
  /** Of a step that was started before. */
  readonly reveals: string;
  readonly shows: string;
  readonly showsMore: string;
  readonly goesTo: string;
  readonly ends: string;
  readonly lastSlide: string;
  readonly notes: string;
  readonly noNotes: string;
  readonly smaller: string;
  readonly bigger: string;
  readonly panes: string;
  readonly noPanes: string;
  readonly pane: Readonly<Record<"closed" | "opening" | "open" | "unknownHost" | "stalled" | "lost", string>>;
  readonly keyboardOnDeck: string;
  readonly ask: (pane: string) => string;
  readonly yes: string;
  readonly no: string;
  readonly black: string;
  readonly noDeck: string;
  readonly noDeckWhy: string;
  readonly waiting: string;
  /** For screen readers. */
  readonly stepDone: (command: string, time: string) => string;
  readonly stepFailed: (command: string, why: string) => string;
  readonly onTheDeck: string;
  readonly buttons: Readonly<
    Record<
      | "next"
      | "previous"
      | "nextSlide"
      | "previousSlide"
      | "rerun"
      | "moveOn"
      | "understudy"
      | "goLive"
      | "blackout"
      | "jump"
      | "pairPhone"
      | "more"
      | "help",
      string
    >
  >;
}

export const englishSpeaker: SpeakerStrings = {
  title: "Speaker",
  clock: "Time",
  elapsed: "Running for",
  part: "Part: left",
  talk: "Talk: left",
  pace: "Plan",
  onTime: "on time",
  behind: (time) => `${time} behind`,
  ahead: (time) => `${time} ahead`,
  noBudget: "no budget",
  viewers: (count) => (count === 1 ? "1 viewer" : `${count} viewers`),
  notStarted: "starts with your first move",
  pause: "Stop the clock",
  goOn: "Let the clock run on",
  reset: "Clock back to 0:00",
  slide: (slide, slides) => `Slide ${slide} of ${slides}`,
  now: "Now",
  upNext: "Next slide",
  nextKey: "Next key",
  runs: "runs",
  completes: "completes the typing",
  waits: "only pulses: this is still running",
  reveals: "shows, already started",
  shows: "shows",
  showsMore: "shows the next point",
  goesTo: "next slide",
  ends: "The talk is over.",
  lastSlide: "This is the last slide.",
  notes: "Notes",
  noNotes: "No notes for this slide.",
  smaller: "Smaller notes",
  bigger: "Bigger notes",
  panes: "Terminals",
  noPanes: "No terminal on this slide.",
  pane: {
    closed: "not opened yet",
    opening: "opening…",
    open: "",
    unknownHost: "unknown machine: compare its key on the deck",
    stalled: "no answer",
    lost: "connection lost",
  },
  keyboardOnDeck: "keyboard in this terminal",
  ask: (pane) => `${pane}: shall the recording step in?`,
  yes: "Recording",
  no: "Stay live",
  black: "The screen is black",
  noDeck: "No deck is heard",
  noDeckWhy: "Open the talk in another window of this browser. This window goes on as soon as it is there.",
  waiting: "Looking for the deck…",
  stepDone: (command, time) => `${command}: done after ${time}`,
  stepFailed: (command, why) => `${command}: failed, ${why}`,
  onTheDeck: "That is done on the deck itself.",
  buttons: {
    next: "Next",
    previous: "Back",
    nextSlide: "Next slide",
    previousSlide: "Slide before",
    rerun: "Run again",
    moveOn: "Move on",
    understudy: "Recording",
    goLive: "Back to live",
    blackout: "Black",
    jump: "Go to…",
    pairPhone: "Phone",
    more: "More",
    help: "Keys",
  },
};

export const japaneseSpeaker: SpeakerStrings = {
  title: "発表者",
  clock: "時刻",
  elapsed: "経過",
  part: "この部分の残り",
  talk: "全体の残り",
  pace: "予定",
  onTime: "予定どおり",
  behind: (time) => `${time} 遅れ`,
  ahead: (time) => `${time} 余裕`,
  noBudget: "予定なし",
  viewers: (count) => `視聴 ${count} 人`,
  notStarted: "最初の操作で動きます",
  pause: "時計を止める",
  goOn: "時計を再開する",
  reset: "時計を 0:00 に戻す",
  slide: (slide, slides) => `${slides} 枚中 ${slide} 枚目`,
  now: "いま",
  upNext: "次のスライド",
  nextKey: "次のキー",
  runs: "実行",
  completes: "入力を完了する",
  waits: "実行中のため点滅だけ",
  reveals: "表示（開始済み）",
  shows: "表示",
  showsMore: "次の項目を表示",
  goesTo: "次のスライドへ",
  ends: "発表は終わりです。",
  lastSlide: "最後のスライドです。",
  notes: "ノート",
  noNotes: "このスライドにノートはありません。",
  smaller: "ノートを小さく",
  bigger: "ノートを大きく",
  panes: "端末",
  noPanes: "このスライドに端末はありません。",
  pane: {
    closed: "未接続",
    opening: "接続中…",
    open: "",
    unknownHost: "初めてのマシン: 発表画面で鍵を確認",
    stalled: "応答なし",
    lost: "接続が切れました",
  },
  keyboardOnDeck: "キーボードはこの端末",
  ask: (pane) => `${pane}: 記録に切り替えますか？`,
  yes: "記録へ",
  no: "このまま",
  black: "画面は黒です",
  noDeck: "発表画面が見つかりません",
  noDeckWhy: "このブラウザの別の窓で発表を開いてください。見つかりしだい続けます。",
  waiting: "発表画面を探しています…",
  stepDone: (command, time) => `${command}: ${time}で完了`,
  stepFailed: (command, why) => `${command}: 失敗、${why}`,
  onTheDeck: "発表画面で操作してください。",
  buttons: {
    next: "次へ",
    previous: "戻る",
    nextSlide: "次のスライド",
    previousSlide: "前のスライド",
    rerun: "再実行",
    moveOn: "待たずに先へ",
    understudy: "記録へ",
    goLive: "ライブへ",
    blackout: "黒画面",
    jump: "移動…",
    pairPhone: "電話",
    more: "その他",
    help: "キー操作",
  },
};

/** The strings for a BCP 47 language; English where there are none. */
export function speakerStringsFor(language: string): SpeakerStrings {
  return /^ja\b/i.test(language) ? japaneseSpeaker : englishSpeaker;
}
