import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow, type TestTalk } from "../support/set-up-show.ts";
import { noSshd, startSshd, type Sshd } from "../support/sshd.ts";
import { closedAfterEach } from "./support/closed-after-each.ts";
import { LiveDeck } from "./support/live-deck.ts";

const talkText = `---
title: Live
targets:
  here: { kind: local, shell: bash }
panes:
  one: { target: here, prompt: "one> " }
  two: { target: here, prompt: "two> ", size: 80x24 }
---

# Steps

\`\`\`terminal one
$ echo "first $((20 + 3)), 日本語"
  id: first
  expect: first 23
$ for i in 1 2 3 4; do echo "line $i"; sleep 0.4; done; echo >> ran.log
  id: slow
  typing: off
$ (exit 7)
  id: fails
  typing: off
\`\`\`

---

# Two

\`\`\`terminal one
$ pwd; echo "columns $COLUMNS"
  id: where
  typing: off
\`\`\`

\`\`\`terminal two
$ stty size; wc -l < ran.log
  id: size
  typing: off
\`\`\`
`;

let browser: Browser;
let talk: TestTalk;
let deck: LiveDeck;
const opened = closedAfterEach();

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function open(text: string): Promise<void> {
  talk = await makeTalk({ "en.md": text });
  opened.push(() => talk[Symbol.asyncDispose]());
  const show = await openShow(talk, { mode: "live" });
  opened.push(() => show.close());
  deck = await LiveDeck.open(browser, show);
  opened.push(() => deck.close());
}

describe("a live talk in a real browser", () => {
  it("types and runs steps, shows their status, and goes on to two panes with the same shell", async () => {
    await open(talkText);
    await deck.sees("one", /one>/);
    await deck.press("PageDown");
    await deck.stepIs("one", "typing");
    await deck.stepIs("one", "done");
    expect(await deck.screen("one")).toContain("first 23, 日本語");
    await deck.press("PageDown");
    await deck.stepIs("one", "running");
    // A clicker that is pressed again while it runs: neither another step nor another slide.
    await deck.press("PageDown", "PageDown");
    await deck.stepIs("one", "done");
    await deck.press("PageDown");
    await deck.stepIs("one", "failed");
    await deck.press("PageDown", "PageDown");
    await deck.stepIs("one", "done");
    await deck.sees("two", /two>/);
    await deck.press("PageDown");
    await deck.sees("two", /24 80\s+1\n/);
    expect(await deck.screen("one")).toContain(talk.folder);
  });

  it("never runs a step again by going back and forth", async () => {
    await open(talkText);
    await deck.sees("one", /one>/);
    await deck.press("PageDown");
    await deck.stepIs("one", "done");
    const before = await deck.screen("one");
    await deck.press("PageUp", "PageDown", "PageUp", "PageDown");
    expect(await deck.screen("one")).toBe(before);
  });

  it("loses nothing and runs nothing twice when the page is reloaded in mid-step", async () => {
    await open(talkText);
    await deck.sees("one", /one>/);
    await deck.press("PageDown");
    await deck.stepIs("one", "done");
    await deck.press("PageDown");
    await deck.sees("one", /line 1/);
    await deck.page.reload();
    await deck.ready();
    await deck.sees("one", /line 4\s+one>\s*$/);
    const screen = await deck.screen("one");
    expect(screen.match(/line \d/g)).toEqual(["line 1", "line 2", "line 3", "line 4"]);
    expect(screen).toContain("first 23, 日本語");
    await deck.stepIs("one", "done");
  });

  it("gives the keyboard to the presenter and takes it back; a full-screen program draws and is left", async () => {
    await open(talkText);
    await deck.sees("one", /one>/);
    await deck.takeKeyboard("one");
    await deck.type("seq 3 > list; vim -u NONE -N list\n");
    await deck.sees("one", /1\s*\n2\s*\n3\s*\n~\s*\n~/);
    await deck.type("Gosaid by hand");
    await deck.press("Escape");
    await deck.type(":wq\n");
    await deck.sees("one", /one>\s*$/);
    await deck.type("tail -n 1 list\n");
    await deck.sees("one", /said by hand\s+one>\s*$/);
    await deck.giveKeyboardBack();
    await deck.press("PageDown");
    await deck.stepIs("one", "done");
  });

  it("tells the shell when the type, and with it the pane's columns, has another size", async () => {
    await open(talkText);
    await deck.sees("one", /one>/);
    /** The shell's answer, with a word of its own: the last answer is still on the screen when the next question is typed. */
    const sizeNow = async (asked: string): Promise<[rows: number, cols: number]> => {
      await deck.takeKeyboard("one");
      await deck.type(`clear; echo ${asked} $(stty size)\n`);
      const answer = new RegExp(`^${asked} (\\d+) (\\d+)\\s+one>\\s*$`);
      await deck.sees("one", answer);
      await deck.giveKeyboardBack();
      const [, rows, cols] = answer.exec(await deck.screen("one")) ?? [];
      return [Number(rows), Number(cols)];
    };
    const [rows, cols] = await sizeNow("before");
    await deck.press("+", "+");
    const [fewerRows, fewerCols] = await sizeNow("after");
    expect(fewerRows).toBeLessThan(rows);
    expect(fewerCols).toBeLessThan(cols);
  });

  it("finds the server again after it was stopped and started, with new shells and at the same place", async () => {
    talk = await makeTalk({ "en.md": talkText });
    opened.push(() => talk[Symbol.asyncDispose]());
    const before = await openShow(talk, { mode: "live" });
    deck = await LiveDeck.open(browser, before);
    opened.push(() => deck.close());
    await deck.sees("one", /one>/);
    await deck.press("PageDown");
    await deck.stepIs("one", "done");
    await before.close();
    await deck.page.waitForSelector(".stage-trouble:not(:empty)");
    await deck.page.waitForSelector(".pane.shown .pane-source.dim");
    const after = await openShow(talk, { mode: "live", port: Number(new URL(before.url).port) });
    opened.push(() => after.close());
    await deck.page.waitForSelector(".stage-trouble:empty", { state: "attached" });
    await deck.sees("one", /^one>\s*$/);
    await deck.press("PageDown");
    await deck.stepIs("one", "done");
    expect(await deck.screen("one")).toContain("line 4");
  });

  it("shows an unknown host key with its fingerprint, and connects when it is accepted", async ({ skip }) => {
    if (noSshd !== null) skip(noSshd);
    const sshd: Sshd = await startSshd();
    try {
      await open(`---
title: Far
targets:
  far: { host: 127.0.0.1, port: ${sshd.port}, key: ${sshd.userKeyFile}, known hosts: ./known }
panes:
  far: { prompt: "far> " }
---

\`\`\`terminal far
$ echo "over $SSH_CONNECTION" | cut -c 1-14
  id: over
\`\`\`
`);
      await deck.paneIs("far", "unknownHost");
      const shown = await deck.page.locator(".pane[data-pane=far]").innerText();
      expect(shown).toMatch(/SHA256:[\w+/]{43}/);
      await deck.press("A");
      await deck.sees("far", /far>/);
      await deck.press("PageDown");
      await deck.stepIs("far", "done");
      expect(await deck.screen("far")).toContain("over 127.0.0.1");
      await sshd.stop();
      await deck.paneIs("far", "lost");
    } finally {
      await sshd.stop();
    }
  });
});
