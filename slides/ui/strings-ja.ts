import { expectedText } from "#core/steps/failure.ts";
import type { Unmet } from "#core/steps/machine.ts";
import { japaneseMap } from "./map-strings.ts";
import { inJapanese } from "#core/sentences-ja.ts";
import type { Strings } from "./strings.ts";

export const japanese: Strings = {
  recorded: "記録",
  live: "ライブ",
  typing: "入力中…",
  failure: (failure) => {
    switch (failure.kind) {
      case "exit":
        return `終了コード ${failure.status}`;
      case "timeout":
        return `${Math.round(failure.afterMs / 1000)} 秒たっても終わりません`;
      case "expectation":
        return unmet(failure.unmet);
      case "lost":
        return `切断: ${inJapanese(failure.reason)}`;
      case "cancelled":
        return "待たずに先へ進みました";
      case "told":
        return failure.says;
    }
  },
  sentence: inJapanese,
  trouble: (trouble) => {
    switch (trouble.kind) {
      case "step":
        return japanese.failure(trouble.why);
      case "silent":
        return "応答がありません";
      case "lost":
        return "接続が切れました";
      case "server":
        return "サーバーに届きません";
    }
  },
  callUnderstudy: "記録へ",
  stayLive: "このまま",
  refused: {
    noTake: "この発表には記録がありません。ライブのまま続けます。",
    damaged: "記録を読み込めません。ライブのまま続けます。",
    lacksStep: "このステップの記録はありません。",
    stepPlays: "記録を再生中です。終わってからライブに戻してください。",
    serverGone: "まだライブに戻せません。サーバーに届きません。",
    paneNotOpen: "まだライブに戻せません。接続が開いていません。Shift+R で開き直せます。",
    liveStepRuns: "まだライブに戻せません。ライブのシェルでステップが実行中です。",
    notReady:
      "まだライブに戻せません。ステップの確認コマンドが成功しません。Shift+U で飛ばした分を実行できます。",
    nothingSkipped: "飛ばしたステップはありません。",
    caughtUp: "追いつきました。Shift+L でライブに戻れます。",
    catchUpFailed: "追いつくためのステップが失敗しました。記録のまま続けます。",
  },
  behind: (steps) => `追いつき中 · ${steps}`,
  keyboardHere: (giveBack) => `⌨ キーボードはここ — ${giveBack} で戻す`,
  takeKeyboard: "キーボードを使う",
  opening: (where) => `${where} を開いています…`,
  stalled: (seconds) => `${seconds} 秒間応答がありません。戻るかもしれません。`,
  lost: "接続が切れました",
  notOpened: "この端末を開けません",
  reopen: (key) => `開き直す  ${key}`,
  unknownHost: "初めて接続するマシンです",
  unknownHostWhy: "マシン自身が表示するフィンガープリントと見比べて、同じときだけ受け入れてください。",
  hostName: "マシン",
  keyType: "鍵の種類",
  fingerprint: "フィンガープリント",
  accept: (key) => `この鍵を受け入れる  ${key}`,
  noRecording: (talk) => `このデモの記録はまだありません。「npm start -- ${talk} --live」で始めてください。`,
  noSource: (why) => `端末を開始できませんでした: ${why}`,
  disconnected: "サーバーに届きません。再接続しています…",
  nothingToRun: "このスライドではまだステップを表示していません。",
  nothingToDo: "いま、このキーですることはありません。",
  watching: "表示のみ · Shift+W で進行役になる",
  noAnswer: "発表画面が応答しませんでした。画面を確かめてから、もう一度押してください。",
  popUpBlocked:
    "ブラウザが発表者の窓を止めました。このページのポップアップを許可して、もう一度 S を押してください。",
  copied: "コピーしました",
  timeline: (pane) => `${pane} の記録`,
  jumpTo: "スライド番号",
  search: "検索",
  noMatch: "見つかりません",
  map: japaneseMap,
  helpTitle: "キー操作",
  helpNote: "クリッカーの Page Up と Page Down だけで進められます。",
  groups: { move: "移動", steps: "ステップ", pane: "端末", view: "表示" },
  actions: {
    next: "次へ（表示・入力・実行）",
    previous: "戻る（何も実行しません）",
    nextSlide: "次のスライド（実行しない）",
    previousSlide: "前のスライド",
    first: "最初のスライド",
    last: "最後のスライド",
    jump: "番号でスライドへ",
    rerun: "ステップをもう一度実行",
    moveOn: "待たずに先へ",
    understudy: "記録に切り替える・ライブに戻す",
    stayLive: "ライブのまま続ける",
    goLive: "ライブに戻す（ステップの間で）",
    catchUp: "記録の裏で、飛ばしたステップを実行",
    takeKeyboard: "キーボードを使う",
    giveKeyboardBack: "キーボードを戻す",
    choosePane: "端末を選ぶ",
    clear: "消去",
    bigger: "文字を大きく",
    smaller: "文字を小さく",
    resetType: "文字を元の大きさに",
    search: "出力を検索",
    copy: "選択範囲をコピー",
    reopen: "シェルを開き直す",
    acceptHost: "ホスト鍵を受け入れる",
    overview: "スライド一覧",
    blackout: "画面を黒くする",
    fullscreen: "全画面",
    language: "ほかの言語の発表",
    audience: "会場用のアドレスを QR コードで表示",
    takeOver: "この窓が進行役になる（二つ目の窓で）",
    speaker: "発表者の窓を開く",
    clock: "発表の時計を止める・再開する",
    resetDemo: "デモを始めの状態に戻す（確認あり）",
    doctor: "最後列から読めるか調べる",
    resetClock: "発表の時計を 0:00 に戻す",
    pairPhone: "電話をリモコンにする",
    unpair: "電話をすべて切り離す",
    help: "この一覧",
  },
  back: "戻る",
  forward: "次へ",
  helpHint: "? キー操作",
};

function unmet({ expected, instead }: Unmet): string {
  const what = expectedText(expected, (wish) => `${wish} に合う JSON`);
  if (instead !== null) return `${what} ではなく ${instead} が出力されました`;
  return `${what} が出力され${expected.not ? "ました" : "ませんでした"}`;
}
