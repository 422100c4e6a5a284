import type { Reaction } from "#core/protocol/audience.ts";

/** What a viewer's window says besides, in one language. */
export interface FollowWords {
  readonly back: string;
  /** Where the talk is, beside `back`. */
  readonly talkAt: (slide: number) => string;
  /** In a word or two: there is little room. */
  readonly waiting: string;
  readonly lost: string;
  /** The server has no place left; as short. */
  readonly full: string;
  readonly previous: string;
  readonly next: string;
  readonly place: (slide: number, slides: number, title: string) => string;
  readonly stepDone: (command: string) => string;
  readonly stepFailed: (command: string, why: string) => string;
  readonly black: string;
  readonly copy: string;
  readonly copySheet: string;
  readonly commands: string;
  readonly printed: (pane: string) => string;
  readonly nothingToCopy: string;
  readonly copied: string;
  readonly notCopied: string;
  readonly close: string;
  readonly react: string;
  readonly reactions: Readonly<Record<Reaction, string>>;
  readonly oneMoment: string;
  readonly ask: string;
  readonly askSheet: string;
  readonly askHint: string;
  readonly send: string;
  readonly sent: string;
  readonly notSent: string;
}

const english: FollowWords = {
  back: "Back to the talk",
  talkAt: (slide) => `slide ${slide}`,
  waiting: "Begins soon",
  lost: "Reconnecting…",
  full: "Room is full",
  previous: "Previous slide",
  next: "Next slide",
  place: (slide, slides, title) => `Slide ${slide} of ${slides}${title === "" ? "" : `: ${title}`}`,
  stepDone: (command) => `Done: ${command}`,
  stepFailed: (command, why) => `Failed, ${why}: ${command}`,
  black: "The presenter's screen is black.",
  copy: "Copy",
  copySheet: "Copy from this slide",
  commands: "Commands",
  printed: (pane) => `On the screen of ${pane}`,
  nothingToCopy: "There is no command on this slide yet. Text on the slide can be selected as it is.",
  copied: "Copied",
  notCopied: "Select the text and copy it by hand.",
  close: "Close",
  react: "React",
  reactions: { "👏": "Applause", "❤️": "Love it", "😂": "Funny", "🤔": "Hm", "🎉": "Hooray" },
  oneMoment: "One moment…",
  ask: "Ask",
  askSheet: "Ask a question",
  askHint: "Only the presenter sees it, without your name.",
  send: "Send",
  sent: "Sent. Thank you!",
  notSent: "It could not be sent. Try again in a moment.",
};

const japanese: FollowWords = {
  back: "発表に戻る",
  talkAt: (slide) => `${slide} 枚目`,
  waiting: "まもなく開始",
  lost: "再接続中…",
  full: "満員です",
  previous: "前のスライド",
  next: "次のスライド",
  place: (slide, slides, title) => `${slides} 枚中 ${slide} 枚目${title === "" ? "" : `: ${title}`}`,
  stepDone: (command) => `完了: ${command}`,
  stepFailed: (command, why) => `失敗、${why}: ${command}`,
  black: "発表者の画面は黒くなっています。",
  copy: "コピー",
  copySheet: "このスライドからコピー",
  commands: "コマンド",
  printed: (pane) => `${pane} の画面`,
  nothingToCopy: "このスライドにはまだコマンドがありません。スライドの文字はそのまま選択できます。",
  copied: "コピーしました",
  notCopied: "文字を選択してコピーしてください。",
  close: "閉じる",
  react: "リアクション",
  reactions: { "👏": "拍手", "❤️": "いいね", "😂": "面白い", "🤔": "うーん", "🎉": "おめでとう" },
  oneMoment: "少しお待ちください…",
  ask: "質問",
  askSheet: "質問する",
  askHint: "発表者だけに、名前なしで届きます。",
  send: "送る",
  sent: "送りました。ありがとうございます。",
  notSent: "送れませんでした。少し待ってからもう一度どうぞ。",
};

/** The words for a BCP 47 language; English where there are none. */
export function followWords(language: string): FollowWords {
  return /^ja\b/i.test(language) ? japanese : english;
}
