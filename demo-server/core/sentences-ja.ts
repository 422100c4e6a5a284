import { filled } from "./catalogue.ts";
import { readSentence, type SentenceKey } from "./sentences.ts";

/** The server's sentences in Japanese; their values stand in braces. */
export const japaneseSentences: Readonly<Record<SentenceKey, string>> = {
  resetRuns: "デモを最初の状態に戻しています。お待ちください。",
  noReset: "デモの戻し方が書かれていません。前書きに「reset」を書いてください。",
  noShell: "この端末にはシェルがありません。先に開き直してください。",
  noStep: "ステップ「{step}」はもうありません。ページを再読み込みしてください。",
  noPane: "端末「{pane}」はこの発表にありません。",
  nothingLive: "ライブではありません: --live なしで起動されています。",
  noRemotes: "リモコンは使えません: --remote なしで起動されています。",
  serverFailed: "サーバーで失敗しました。理由はサーバーの端末に出ています。",
  serverSilent: "サーバーが応答しません。",
  otherProtocol: "このページの通信の版は {page}、サーバーは {server} です。ページを再読み込みしてください。",
  pairedAsRemote: "この機器はリモコンとしてペアリングされています。リモコンのページを開いてください。",
  stranger: "このウィンドウはサーバーに知られていません。ページを再読み込みしてください。",
  onlyWatches: "このウィンドウは見るだけです。",
  otherLeads: "ほかのウィンドウが進行中です。Shift+W で交代します。",
  handNotNeeded: "発表者の画面はいつでも操作できます。交代は要りません。",
  takesOverFirst: "見ているだけのデッキです。先に交代してください。",
  noDeck: "発表画面が開かれていません。発表者のコンピューターで開いてください。",
  deckFailed: "発表画面で失敗しました: {why}",
  deckDeaf: "このウィンドウはキー操作を受け付けません。",
  deckSilent: "発表画面が応答しませんでした。画面を確かめてから、もう一度押してください。",
  otherHand: "ほかのリモコンが操作中です。先に交代してください。",
  notByRemote: "リモコンからはできません。",
  asksNoMore: "この機器はもう待っていません。新しいコードを見せてください。",
  otherHostKey: "表示中のホスト鍵が変わりました。もう一度確かめてください。",
  backCheckRuns: "ライブへ戻る前の確認が {seconds} 秒たっても終わりません。",
  backCheckFailed: "ライブへ戻る前の確認がステータス {status} で終わりました。",
  shellBusy: "シェルが使用中のため、準備・後片付け（{what}）を実行できません。",
  stillOpening: "シェルを開いているところです。少し待って、もう一度押してください。",
  hostKeyFirst: "先にホスト鍵を受け入れるか、断ってください。",
  silentNow: "接続に応答がありません。待つか、端末を開き直してください。",
  shellGone: "シェルがありません。端末を開き直して、もう一度押してください。",
  noPrompt: "シェルのプロンプトが出ません。端末を開き直して、もう一度押してください。",
  commandRuns: "この端末ではまだコマンドが動いています。キーボードを取って終わらせ、もう一度押してください。",
  stepStillRuns:
    "この端末では「{step}」がまだ動いています。終わるのを待つか、キーボードを取って止めてください。",
  otherStepRuns: "「{beside}」がまだ動いています。終わるのを待つか、端末を開き直してください。",
  hiddenTooLong: "準備・後片付け（{what}）のコマンド「{command}」が {seconds} 秒たっても終わりません。",
  takeNotCleared: "これは記録です。画面は消せません。",
  takeNotReopened: "これは記録です。開き直すシェルはありません。",
  takeAsksNoHost: "これは記録です。ホストへの確認はありません。",
  takeNotTyped: "これは記録です。入力はできません。",
  stepNotRecorded: "このステップの記録はありません。",
  takeOfOther: "記録が別の版の kuroko で作られています。発表をビルドし直してください。",
  takeUnfetched: "記録の一部を取得できませんでした。サーバーが動いているか確かめてください。",
  takePartMissing: "記録の一部がありません: {file}（{status}）。",
  resetNotStarted: "起動できませんでした: {why}",
  resetNotRun: "{where} で実行できませんでした: {why}",
  resetTooLong: "{seconds} 秒たっても終わらないため、止めました。",
  resetStatus: "ステータス {status} で終わりました。",
  resetSignal: "シグナルで終わりました。",
  cutOff: "このステップの途中でサーバーが再起動しました。",
  shellEnded: "シェルが終了しました。",
  shellEndedWith: "シェルがステータス {status} で終了しました。",
  paneReopened: "端末を開き直しました。",
  paneReset: "デモを最初の状態に戻しています。",
  shellMissing:
    "シェル「{shell}」がこのコンピューターにありません。入れるか、接続先の「shell」をほかのものにしてください。",
  folderMissing:
    "接続先の「cwd」{folder} がありません。フォルダーを作るか、「cwd」を直してください（発表のフォルダーからの相対パスです）。",
  linkSilent: "{where} から {seconds} 秒応答がありません。ネットワークを確かめて、端末を開き直してください。",
  linkClosed: "{where} が接続を閉じました。ネットワークを確かめて、端末を開き直してください。",
  linkBroke: "{where} との接続が切れました（{why}）。ネットワークを確かめて、端末を開き直してください。",
  nameUnknown: "{where} に届きません: 名前が見つかりません。綴りとネットワークを確かめてください。",
  nameNotFound: "{where} に届きません: 名前を調べられませんでした。ネットワークを確かめてください。",
  portClosed: "{where} に届きません: ポートが開いていません。ポート番号と sshd の動作を確かめてください。",
  noWay: "{where} に届きません: 経路がありません。ネットワークとマシンの起動を確かめてください。",
  noNetwork:
    "{where} に届きません: ネットワークへの経路がありません。このコンピューターの接続を確かめてください。",
  noAnswer:
    "{where} に届きません: {seconds} 秒以内に応答がありません。ネットワーク、アドレス、ファイアウォールを確かめてください。",
  noAnswerAtAll:
    "{where} に届きません: 応答がありません。ネットワーク、アドレス、ファイアウォールを確かめてください。",
  unreachable: "{where} に届きません: {why}",
  notForwarded:
    "{jump} から {where} へ接続できませんでした（{why}）。転送の許可（AllowTcpForwarding）とアドレスを確かめてください。",
  notLetIn:
    "{where} に「{user}」でログインできません（試したもの: {tried}）。ユーザー名と、鍵やパスワードの登録を確かめてください。",
  loginSilent: "{where} は応答しますが、SSH ログインに {seconds} 秒以内の返事がありません。",
  loginFailed: "{where} は応答しますが、SSH ログインに失敗しました: {why}",
  hostKeyRevoked:
    "{host} のホスト鍵は {file} で失効とされています（{key}）。接続しないでください: 鍵が盗まれたおそれがあります。",
  hostKeyChanged:
    "{host} のホスト鍵が変わりました: 今は {key}、{file} では {known} です。なりすましのおそれがあります。マシンを作り直したのなら、その行を消して端末を開き直してください。",
  noShellGiven: "{where} にログインできましたが、シェルが開きません: {why}",
  targetMissing: "接続先「{target}」はこの発表にありません。",
  shellNotStarted: "{file} を起動できません: {why}",
  folderIsNone:
    "接続先の「cwd」{folder} はフォルダーではありません。「cwd」を直してください（発表のフォルダーからの相対パスです）。",
  hostKeyUnknown:
    "{host} のホスト鍵は未確認です: {key}。マシンで確かめた指紋と比べてから、受け入れてください。",
  hostKeyCertified:
    "{host} のホスト鍵は未確認です: {key}。マシンで確かめた指紋と比べてから、受け入れてください（{file} は認証局を信頼していますが、kuroko はホスト証明書を読みません）。",
  knownHostsUnreadable: "known hosts のファイル {file} を読めません: {why}",
  jumpCircle: "踏み台（jump）の指定が循環しています。",
  jumpNoTarget: "踏み台「{jump}」は、この発表の ssh の接続先ではありません。",
  keyMissing: "鍵ファイル {file} がありません。作るか、接続先の「key」を直してください。",
  keyUnreadable: "鍵ファイル {file} を読めません: {why}",
  keyIsNone: "{file} に読める秘密鍵がありません。",
  nothingToLogInWith:
    "「{user}」でログインする手段がありません。ssh-agent を起動して鍵を加える（ssh-add）か、接続先に「key」を書いてください。",
  keyEncrypted:
    "鍵 {file} は暗号化されています。発表の前に ssh-agent を起動して鍵を渡してください: ssh-add {again}",
  passwordMissing:
    "接続先のパスワードを入れる環境変数 {variable} が設定されていません。設定して kuroko を起動し直してください。",
  terraformNoOutputs: "{folder} の Terraform の出力がオブジェクトではありません。",
  terraformMissing:
    "接続先のホスト名は Terraform から得ますが、Terraform がありません。https://developer.hashicorp.com/terraform/install から入れるか、ホスト名を直接書いてください。",
  terraformNoFolder:
    "Terraform のフォルダー {folder} がありません。作る（実験環境なら「npm run lab up」）か、接続先の「terraform」を直してください。",
  terraformNoOutput: "{folder} の Terraform に出力「{path}」がありません。あるもの: {names}",
  terraformNothingBelow:
    "{folder} の Terraform に出力「{path}」がありません。「{above}」の下には何もありません。",
  terraformNoHost:
    "{folder} の Terraform の出力「{path}」はホスト名でも「host」を持つオブジェクトでもありません: {value}",
  terraformNoPort: "{folder} の Terraform の出力「{path}」の「port」がポート番号ではありません: {value}",
  terraformSlow:
    "{folder} の「terraform output」が {seconds} 秒で終わりません。応答しないサーバーに state を置いていませんか。",
  terraformFailed: "{folder} の「terraform output」が失敗しました: {why}",
  terraformNotApplied:
    "{folder} の Terraform に出力がありません。先に「terraform apply」（または「npm run lab up」）を実行してください。",
  clusterSilent: "{where} から {seconds} 秒応答がありません。ネットワークとデーモンを確かめてください。",
  clusterBroke: "{where} との接続が切れました（{why}）。",
  clusterBrokeOff: "{where} の応答が途中で切れました。",
  socketMissing:
    "このコンピューターにソケット {path} がありません。デーモンを起動するか、ソケットのあるマシンを「target」に書いてください。",
  socketForbidden:
    "このユーザーは {path} を使えません。ソケットのグループにユーザーを加えて、ログインし直してください。",
  socketDeaf: "{path} で待ち受けているものがありません。デーモンを起動してください。",
  socketNotOpened:
    "{where} で {path} を開けません: {why}。デーモンの動作、ソケットの権限、sshd の転送の許可（AllowStreamLocalForwarding）を確かめてください。",
  socketClosed: "{path} を開けません: {why}",
  clusterLeft: "クラスターはもう見ていません。",
  answersStatus: "{where} の応答: {status}",
  tooManyPages: "{where} の {resource} が {pages} ページを超えています。",
  answersTooMuch: "{where} の応答が大きすぎて読めません。",
  notJson: "{where} の応答が JSON ではありません。ソケットが正しいか確かめてください。",
  notFleet: "{where} が fleet の応答をしません（{path}）。fleet のソケットか確かめてください。",
  notDocker: "{where} が Docker の応答をしません（{path}）。Docker のソケットか確かめてください。",
  notKubernetes: "サーバーが Kubernetes の応答をしません。kubeconfig を確かめてください。",
  kubernetesClient:
    "Kubernetes には公式クライアントで問い合わせますが、入っていません。入れてください: npm install {client}@1",
  kubernetesOtherClient: "この版の {client} は扱えません。バージョン 1 を入れてください。",
  kubernetesBroke:
    "Kubernetes が応答しません: {why}。kubeconfig と、「kubectl get nodes」が動くかを確かめてください。",
  kubernetesSilent:
    "Kubernetes から {seconds} 秒応答がありません。ネットワークと、kubeconfig のサーバーを確かめてください。",
  notManager:
    "{where} は Swarm のマネージャーではありません。クラスターの「target」にマネージャーを書くか、Swarm を作ってください（docker swarm init）。",
};

/** What the server says, in Japanese; what is not its own (a system's reason, say) stays as it is. */
export function inJapanese(text: string): string {
  const read = readSentence(text);
  return read ? filled(japaneseSentences[read.key], read.values) : text;
}
