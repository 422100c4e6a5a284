import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTalkFolder } from "#server/adapters/site/shelf.ts";
import { writeTake } from "../support/made-take.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow } from "../support/set-up-show.ts";
import { LiveDeck } from "./support/live-deck.ts";

const talkText = `---
title: 日本語の発表
language: ja
targets:
  here: { kind: local, shell: bash }
  away: { kind: local, shell: no-such-shell }
  closed: { kind: ssh, host: 127.0.0.1, user: nobody, password env: NOWHERE_SET }
panes:
  main: { target: here, prompt: "> " }
  away: { target: away }
  closed: { target: closed }
---

# 失敗するステップ

\`\`\`terminal main
  typing: off

$ echo 違うもの
  id: unmet
  expect: active
\`\`\`

---

# つながらない端末

\`\`\`terminal away
$ true
\`\`\`

\`\`\`terminal closed
$ true
\`\`\`
`;

/** What the page says, without what a shell printed. */
function pageText(deck: LiveDeck): Promise<string> {
  return deck.page.evaluate(() => {
    const terminals = [...document.querySelectorAll<HTMLElement>(".xterm")];
    for (const terminal of terminals) terminal.style.display = "none";
    const text = document.body.innerText;
    for (const terminal of terminals) terminal.style.display = "";
    return text;
  });
}

/** English is three words in a row: a name or a command has fewer. */
function englishIn(text: string): string[] {
  return text.match(/[A-Za-z']{2,} [a-z']{2,} [a-z']{2,}.*/g) ?? [];
}

describe("a talk in Japanese, where things go wrong", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it("says in Japanese what a step did not print, what is lost, what was refused and what is not reached", async () => {
    await using talk = await makeTalk({ "ja.md": talkText });
    const shelfTalk = await readTalkFolder(talk.folder);
    await using show = await openShow(talk, { mode: "live", talk: { talk: shelfTalk, language: "ja" } });
    const deck = await LiveDeck.open(browser, show);
    const says = (selector: string, text: string): Promise<void> =>
      deck.page.locator(selector, { hasText: text }).waitFor();

    await deck.sees("main", />/);
    await deck.press("PageDown");
    await says(".pane[data-pane=main] .pane-step", '"active" が出力されませんでした');

    await deck.takeKeyboard("main");
    await deck.type("exit 3\n");
    await says(".pane[data-pane=main]", "シェルがステータス 3 で終了しました。");
    await deck.giveKeyboardBack();
    await deck.press("t");
    await deck.tells("main", "この端末にはシェルがありません。先に開き直してください。");

    await deck.press("g");
    await deck.page.getByPlaceholder("スライド番号").waitFor();
    await deck.page.keyboard.type("2\n");
    await says(".pane[data-pane=away]", "シェル「no-such-shell」がこのコンピューターにありません。");
    await says(".pane[data-pane=closed]", "環境変数 NOWHERE_SET が設定されていません。");
    await deck.press("PageDown");
    await says(".pane[data-pane=away]", "シェルがありません。端末を開き直して、もう一度押してください。");
    const text = await pageText(deck);
    expect(text).toContain("環境変数 NOWHERE_SET が設定されていません。");
    expect(englishIn(text)).toEqual([]);
    await deck.close();
  });

  it("says in Japanese what a recording cannot do", async () => {
    await using talk = await makeTalk({ "ja.md": talkText });
    await writeTake(join(talk.home, "understudies/probe"), [{ pane: "main", events: [[100, "> "]] }], []);
    const shelfTalk = await readTalkFolder(talk.folder);
    await using show = await openShow(talk, { talk: { talk: shelfTalk, language: "ja" } });
    const deck = await LiveDeck.open(browser, show);
    // What has no terminal yet hears no key.
    await deck.sees("main", />/);
    await deck.press("c");
    await deck.tells("main", "これは記録です。画面は消せません。");
    await deck.press("t");
    await deck.tells("main", "これは記録です。入力はできません。");
    await deck.press("PageDown");
    await deck.tells("main", "このステップの記録はありません。");
    expect(englishIn(await pageText(deck))).toEqual([]);
    await deck.close();
  });
});
