/** What the remote says besides what the speaker window does, and what is said while a phone is paired. */
export interface RemoteStrings {
  readonly title: string;
  readonly left: (time: string) => string;
  readonly watching: string;
  readonly takeHand: string;
  readonly lost: string;
  readonly lostWhy: string;
  readonly mayDim: string;
  readonly moreNotes: string;
  readonly lessNotes: string;
  readonly pair: string;
  readonly scan: string;
  readonly worksFor: (time: string) => string;
  readonly offerAgain: string;
  readonly offerOver: string;
  readonly nowPaired: string;
  readonly pairAnother: string;
  readonly sameCode: (device: string) => string;
  readonly matches: string;
  readonly notMine: string;
  readonly paired: string;
  readonly nonePaired: string;
  readonly unpairAll: string;
  readonly unpaired: string;
  readonly noRemotes: string;
  readonly close: string;
}

const english: RemoteStrings = {
  title: "Remote",
  left: (time) => `${time} left`,
  watching: "Another phone has the hand.",
  takeHand: "Take the hand",
  lost: "Not connected",
  lostWhy: "The talk goes on at the laptop. This phone comes back by itself.",
  mayDim: "This phone may turn its screen off. Make its screen timeout longer.",
  moreNotes: "More room for the notes",
  lessNotes: "More room for the button",
  pair: "Pair a phone",
  scan: "Scan this with the phone that is to be your remote.",
  worksFor: (time) => `It works once, for ${time}.`,
  offerAgain: "New code",
  offerOver: "This address has run out.",
  nowPaired: "The phone is paired: it moves the talk.",
  pairAnother: "Pair another",
  sameCode: (device) => `Does the ${device} in your hand show this?`,
  matches: "It matches",
  notMine: "Not my phone",
  paired: "Paired",
  nonePaired: "No phone is paired.",
  unpairAll: "Unpair all",
  unpaired: "No phone is paired any more.",
  noRemotes: "To pair a phone, start with “npm start -- --remote”.",
  close: "Close",
};

const japanese: RemoteStrings = {
  title: "リモコン",
  left: (time) => `残り ${time}`,
  watching: "別の電話が操作しています。",
  takeHand: "こちらで操作する",
  lost: "つながっていません",
  lostWhy: "発表はノートパソコンで続けられます。この電話は自動で戻ります。",
  mayDim: "この電話は画面を消すことがあります。自動ロックまでの時間を長くしてください。",
  moreNotes: "ノートを広く",
  lessNotes: "ボタンを広く",
  pair: "電話をつなぐ",
  scan: "リモコンにする電話で読み取ってください。",
  worksFor: (time) => `一度だけ、あと ${time} 使えます。`,
  offerAgain: "新しいコード",
  offerOver: "このアドレスは期限切れです。",
  nowPaired: "電話がつながりました。もう操作できます。",
  pairAnother: "もう一台つなぐ",
  sameCode: (device) => `手元の ${device} に同じ数字が出ていますか？`,
  matches: "同じです",
  notMine: "自分の電話ではない",
  paired: "つながっている電話",
  nonePaired: "つながっている電話はありません。",
  unpairAll: "すべて切り離す",
  unpaired: "電話をすべて切り離しました。",
  noRemotes: "電話をつなぐには「npm start -- --remote」で始めてください。",
  close: "閉じる",
};

/** The strings for a BCP 47 language; English where there are none. */
export function remoteStringsFor(language: string): RemoteStrings {
  return /^ja\b/i.test(language) ? japanese : english;
}
