import { readdir } from "node:fs/promises";
import { afterEach, describe, expect, it } from "vitest";
import { id } from "#core/ids.ts";
import { openLiveTalk, type LiveTalk } from "../../support/live-talk.ts";

// A script's shell: no integration marks its prompts, so steps run beside it.
const front = `---
title: Unmarked
targets:
  plain: { kind: local, shell: sh, env: { PS1: "plain> ", KEPT: for exec } }
panes:
  main: { target: plain, size: 80x24 }
secrets:
  patterns: ["pw-[a-z0-9]+"]
---

# Steps

`;

const main = id<"pane">("main");

let talk: LiveTalk | undefined;
afterEach(async () => {
  await talk?.close();
  talk = undefined;
});

async function openScene(scene: string): Promise<LiveTalk> {
  const opened = await openLiveTalk(`${front}\`\`\`terminal main\n${scene}\n\`\`\`\n`);
  talk = opened;
  await opened.open("main");
  await opened.until(() => opened.printed("main").includes("plain> "), "the prompt");
  return opened;
}

/** How often the shell has shown its prompt. */
function prompts({ printed }: LiveTalk): number {
  return printed("main").split("plain> ").length - 1;
}

describe("a step in a pane whose shell gives no marks", () => {
  it("shows its line, what it prints and its status, and the prompt comes back", async () => {
    const opened = await openScene("$ echo sum-$((40 + 2)) $KEPT\n  id: sum\n  expect: sum-42 for exec");
    expect(opened.pane("main")).toMatchObject({ at: "open", marks: false });
    expect(await opened.next("sum")).toEqual({ ok: true });
    expect(await opened.settled("sum")).toMatchObject({ at: "done", status: 0 });
    expect(opened.steps.map(({ state }) => state.at)).toEqual(["typing", "running", "done"]);
    await opened.until(() => prompts(opened) === 2, "the prompt to be back");
    expect(opened.printed("main")).toMatch(
      /plain> echo sum-\$\(\(40 \+ 2\)\) \$KEPT\r\nsum-42 for exec\r\n\s*plain> $/,
    );
  });

  it("fails with a status other than the one that is expected", async () => {
    const opened = await openScene(
      "$ exit 3\n  id: wanted\n  exit: 3\n  typing: off\n$ exit 3\n  id: unwanted\n  typing: off",
    );
    await opened.next("wanted");
    expect(await opened.settled("wanted")).toMatchObject({ at: "done", status: 3 });
    await opened.next("unwanted");
    expect(await opened.settled("unwanted")).toMatchObject({
      at: "failed",
      why: { kind: "exit", status: 3 },
    });
  });

  it("is checked against all it printed, the end of a flood too, but not against its own line", async () => {
    const opened = await openScene(
      [
        "$ seq 1 3000; echo last-$((1 + 1))\n  id: flood\n  expect: last-2\n  typing: off",
        "$ : wanted\n  id: own\n  expect: wanted\n  typing: off",
        "$ printf 'no line end'\n  id: unended\n  expect: no line end\n  typing: off",
        "$ echo ba''d; sleep 20\n  id: forbidden\n  expect not: bad\n  typing: off",
      ].join("\n"),
    );
    await opened.next("flood");
    expect(await opened.settled("flood")).toMatchObject({ at: "done" });
    await opened.next("own");
    expect(await opened.settled("own")).toMatchObject({ at: "failed", why: { kind: "expectation" } });
    await opened.next("unended");
    expect(await opened.settled("unended")).toMatchObject({ at: "done" });
    await opened.next("forbidden");
    expect(await opened.settled("forbidden")).toMatchObject({ at: "failed", why: { kind: "expectation" } });
  });

  it("runs all its lines in one shell, once, and types none of them into the pane's own", async () => {
    const opened = await openScene(
      "$ word=both; echo ran >> ran.log\n> echo $word; wc -l < ran.log\n  id: lines\n  typing: off",
    );
    await opened.next("lines");
    expect(await opened.next("lines")).toEqual({ ok: true, pulse: true });
    expect(await opened.settled("lines")).toMatchObject({ at: "done", status: 0 });
    await opened.until(() => prompts(opened) === 2, "the prompt to be back");
    opened.window.input({ pane: main, data: "echo own-${word:-none}-$(wc -l < ran.log)\r" });
    await opened.until(() => opened.printed("main").includes("\nown-none-1\r\n"), "the shell's own answer");
    expect(opened.printed("main").match(/^both\r/gm)).toHaveLength(1);
  });

  it("times out, holds the pane while it still runs, and is ended with the pane", async () => {
    const opened = await openScene(
      "$ echo $$ > pid; exec sleep 60\n  id: hang\n  timeout: 400ms\n  typing: off\n$ echo back\n  id: back\n  typing: off",
    );
    await opened.next("hang");
    expect(await opened.settled("hang")).toMatchObject({ at: "failed", why: { kind: "timeout" } });
    expect(await opened.next("back")).toMatchObject({
      ok: false,
      why: expect.stringMatching(/still runs/) as string,
    });
    await opened.ask({ do: "reopen", pane: main });
    await opened.until(() => prompts(opened) === 2, "the new shell's prompt");
    await opened.next("back");
    expect(await opened.settled("back")).toMatchObject({ at: "done" });
    expect(opened.printed("main")).toMatch(/\nback\r\n/);
  });

  it("runs set-up and clean-up unseen", async () => {
    const opened = await openScene(
      "  setup: mkdir deep && echo set-up\n  cleanup: rmdir deep\n$ ls -d deep\n  id: there\n  typing: off",
    );
    await opened.next("there");
    expect(await opened.settled("there")).toMatchObject({ at: "done", status: 0 });
    await opened.until(() => prompts(opened) === 2, "the prompt to be back");
    expect(await opened.ask({ do: "leave", pane: main, slide: 0 })).toEqual({ ok: true });
    expect(await readdir(opened.folder)).not.toContain("deep");
    expect(opened.printed("main")).not.toMatch(/set-up|mkdir|rmdir/);
  });

  it("shows no secret that stands in its own line", async () => {
    const opened = await openScene("$ echo pw-abc123 > /dev/null\n  id: secret\n  typing: off");
    await opened.next("secret");
    expect(await opened.settled("secret")).toMatchObject({ at: "done" });
    await opened.until(() => prompts(opened) === 2, "the prompt to be back");
    expect(opened.printed("main")).toContain("echo •");
    expect(opened.printed("main")).not.toContain("abc123");
  });
});
