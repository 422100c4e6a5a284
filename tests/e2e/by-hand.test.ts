import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Show } from "#server/main.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow, type TestTalk } from "../support/set-up-show.ts";
import { LiveDeck } from "./support/live-deck.ts";

const TALK = `---
title: By hand
targets:
  here: { kind: local, shell: bash, env: { HOME: /nowhere } }
panes:
  main: { target: here, prompt: "live> ", size: 80x20 }
---

\`\`\`terminal main
$ true
\`\`\`
`;

describe("a presenter who types in a live terminal", () => {
  let browser: Browser;
  let talk: TestTalk;
  let show: Show & AsyncDisposable;
  let deck: LiveDeck;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    talk = await makeTalk({ "en.md": TALK });
    show = await openShow(talk, { mode: "live" });
    deck = await LiveDeck.open(browser, show);
    await deck.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await deck.sees("main", /live>/);
    await deck.takeKeyboard("main");
  });
  afterEach(async () => {
    await deck.close();
    await show[Symbol.asyncDispose]();
    await talk[Symbol.asyncDispose]();
  });

  /** As the browser tells the terminal of it, by whichever key or menu. */
  const paste = (text: string): Promise<void> =>
    deck.page.evaluate((pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", pasted);
      document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
    }, text);

  /** Where the third letter of the line is that begins like this. */
  const placeOf = async (begins: string): Promise<[x: number, y: number]> => {
    const find = (wanted: string): [number, number] | null => {
      const rows = [...document.querySelectorAll(".pane.shown .xterm-rows > div")];
      const box = rows
        .find((row) => row.textContent.startsWith(wanted))
        ?.firstElementChild?.getBoundingClientRect();
      return box ? [box.left + (2.5 * box.height) / 2, box.top + box.height / 2] : null;
    };
    const found = await deck.page.waitForFunction(find, begins);
    return (await found.jsonValue()) ?? [0, 0];
  };

  it("pastes several lines, and runs none of them before Enter", async () => {
    await paste("echo first $((1 + 1))\necho second $((2 + 2))\n");
    await deck.sees("main", /echo second \$\(\(2 \+ 2\)\)/);
    expect(await deck.screen("main")).not.toMatch(/first 2|second 4/);
    await deck.press("Enter");
    await deck.sees("main", /first 2\nsecond 4\n/);
  });

  it("pastes no control sequence that would end the paste", async () => {
    await paste("echo held\x1b[201~\necho loose\n");
    await deck.sees("main", /echo loose/);
    expect(await deck.screen("main")).not.toMatch(/^(held|loose)/m);
  });

  it("copies what is selected", async () => {
    await deck.type("echo copied 日本語\n");
    await deck.sees("main", /^copied 日本語/m);
    await deck.giveKeyboardBack();
    await deck.page.mouse.click(...(await placeOf("copied")), { clickCount: 3 });
    await deck.press("Control+c");
    await deck.tells("main", "Copied");
    const copied = await deck.page.evaluate(() => navigator.clipboard.readText());
    expect(copied.trim()).toBe("copied 日本語");
  });

  it("opens a link of a web page in a window that cannot reach back, and no other", async () => {
    const opened = deck.page.context().waitForEvent("page");
    await deck.type(`echo ${show.url}/talks/probe/en.html\n`);
    const link = await placeOf("http:");
    await deck.page.mouse.move(...link);
    await deck.page.waitForSelector(".xterm-cursor-pointer");
    await deck.page.mouse.click(...link);
    const page = await opened;
    await page.waitForURL(/talks\/probe\/en\.html/);
    expect(await page.evaluate(() => window.opener as unknown)).toBeNull();
    await page.close();

    await deck.type(
      String.raw`clear; printf '\e]8;;javascript:document.title=1\e\\press here\e]8;;\e\\\n'` + "\n",
    );
    const trap = await placeOf("press");
    const title = await deck.page.title();
    await deck.page.mouse.move(...trap);
    await deck.page.mouse.click(...trap);
    await deck.type("echo still here\n");
    await deck.sees("main", /^still here/m);
    expect([await deck.page.title(), deck.page.context().pages().length]).toEqual([title, 1]);
  });

  it.each([
    ["tmux", "tmux -f /dev/null -L kuroko-test new -s stage", /^\[stage\] 0:bash\*/m, ["exit\n"]],
    ["htop", "htop", /F1Help.*F10Quit/, ["q"]],
    ["vim", "vim -u NONE", /^~\s*$/m, [":q\n"]],
  ])(
    "draws %s over the whole screen, and finds the shell's screen again when it is left",
    async (_, program, drawn, leave) => {
      await deck.type("echo before it\n");
      await deck.sees("main", /^before it/m);
      await deck.type(`${program}\n`);
      await deck.sees("main", drawn);
      expect(await deck.screen("main")).not.toContain("before it");
      for (const keys of leave) await deck.type(keys);
      await deck.sees("main", /^before it[^]*live>\s*$/m);
      expect(await deck.screen("main")).not.toMatch(drawn);
    },
  );
});
