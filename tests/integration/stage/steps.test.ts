import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { id } from "#core/ids.ts";
import { openLiveTalk, type LiveTalk } from "../../support/live-talk.ts";

const front = `---
title: Steps
targets:
  here: { kind: local, shell: bash }
panes:
  main: { target: here, size: 80x24 }
---

# Steps

`;

let talk: LiveTalk | undefined;
afterEach(async () => {
  await talk?.close();
  talk = undefined;
});

async function openScene(scene: string, pane = ""): Promise<LiveTalk> {
  talk = await openLiveTalk(
    `${front.replace("80x24", `80x24${pane && `,${pane}`}`)}\`\`\`terminal main\n${scene}\n\`\`\`\n`,
  );
  await talk.open("main");
  return talk;
}

describe("a step on a real shell", () => {
  it("is typed and run, and ends with the command's own status", async () => {
    const { next, settled, printed, steps } = await openScene("$ echo one; (exit 3)\n  id: one\n  exit: 3");
    expect(await next("one")).toEqual({ ok: true });
    expect(await settled("one")).toMatchObject({ at: "done", status: 3 });
    expect(steps.map(({ state }) => state.at)).toEqual(["typing", "running", "done"]);
    expect(talkOf().pane("main")).toMatchObject({ at: "open", marks: true });
    expect(printed("main")).not.toContain("133;");
  });

  it("fails with another status, with a missing text, and at once with a forbidden one", async () => {
    const { next, settled } = await openScene(
      "$ false\n  id: status\n$ echo nothing\n  id: missing\n  expect: something\n$ echo bad; sleep 5\n  id: forbidden\n  expect not: bad\n  typing: off",
    );
    await next("status");
    expect(await settled("status")).toMatchObject({ at: "failed", why: { kind: "exit", status: 1 } });
    await next("missing");
    expect(await settled("missing")).toMatchObject({ at: "failed", why: { kind: "expectation" } });
    await next("forbidden");
    const state = await settled("forbidden");
    expect(state).toMatchObject({ at: "failed", why: { kind: "expectation" } });
    expect(state.at === "failed" && state.ms).toBeLessThan(4000);
  });

  it("is held to a value in the JSON that it prints, longer than its screen, and says what is there instead", async () => {
    const { next, settled } = await openScene(
      [
        "  typing: off",
        `$ node -e 'console.log("ships:\\n" + JSON.stringify({ ships: [{ state: "afloat", crew: Array(99).fill("sailor") }] }, null, 2))'`,
        "  id: good",
        "  expect json: $.ships[0].crew.length >= 99",
        "  expect json: $.ships[*].state = afloat",
        `$ echo '{"state":"sunk","error":"water"}'`,
        "  id: other",
        "  expect json: $.state = afloat",
        `$ echo '{"state":"afloat","error":"water"}'`,
        "  id: forbidden",
        "  expect not json: $.error",
        `$ echo x >> tries; echo "{\\"tries\\": $(wc -l < tries)}"`,
        "  id: until",
        "  expect json: $.tries = 3",
        "  retry: 5 times every 50ms",
      ].join("\n"),
    );
    await next("good");
    expect(await settled("good")).toMatchObject({ at: "done", status: 0 });
    await next("other");
    expect(await settled("other")).toMatchObject({ at: "failed", why: { unmet: { instead: '"sunk"' } } });
    await next("forbidden");
    expect(await settled("forbidden")).toMatchObject({ at: "failed", why: { kind: "expectation" } });
    await next("until");
    expect(await settled("until")).toMatchObject({ at: "done" });
  });

  it("[P14] is not run twice by a clicker that is pressed twice, and completed at once while it types", async () => {
    const { next, settled, steps, printed } = await openScene(
      "$ echo a-long-line-that-takes-a-while-to-type; sleep 0.5; echo ran\n  id: slow\n  typing: 5/s",
    );
    await next("slow");
    expect(await next("slow")).toEqual({ ok: true });
    await talkOf().until(() => steps.some(({ state }) => state.at === "running"), "the step to run");
    expect(await next("slow")).toEqual({ ok: true, pulse: true });
    const state = await settled("slow");
    expect(state.at === "done" && state.ms).toBeLessThan(5000);
    expect(await next("slow")).toEqual({ ok: true, pulse: true });
    expect(printed("main").match(/^ran/gm)).toHaveLength(1);
  });

  it("[P13] is run once for one request id, however often it is sent", async () => {
    const { window, settled, steps } = await openScene("$ echo x\n  id: x\n  typing: off");
    const ask = { request: id<"request">("same"), action: { do: "next", step: id<"step">("x") } } as const;
    await Promise.all([window.ask(ask), window.ask(ask)]);
    await settled("x");
    await window.ask(ask);
    expect(steps.filter(({ state }) => state.at === "typing")).toHaveLength(1);
  });

  it("[P16] in the background starts with its slide, but not in a pane that the window plays from a recording", async () => {
    const { ask, settled, steps } = await openScene("$ echo x\n  id: x\n  background: start");
    const main = id<"pane">("main");
    expect(await ask({ do: "arrive", slide: 0, without: [main] })).toEqual({ ok: true });
    expect(steps).toEqual([]);
    expect(await ask({ do: "arrive", slide: 0, without: [] })).toEqual({ ok: true });
    expect(await settled("x")).toMatchObject({ at: "done" });
  });

  it("types continuation lines when the shell asks for them, and each command of several in turn", async () => {
    const { next, settled, printed } = await openScene(
      "$ cat <<'END'\n> 日本語 two\n> END\n  id: heredoc\n  typing: off\n$ sleep 0.3; echo first\n> echo second\n  id: both\n  typing: off",
    );
    await next("heredoc");
    expect(await settled("heredoc")).toMatchObject({ at: "done", status: 0 });
    await next("both");
    expect(await settled("both")).toMatchObject({ at: "done", status: 0 });
    expect(printed("main")).toMatch(/\rfirst\r[^]*\rsecond\r/);
  });

  it("shows the talk's own prompt, whatever stands in it", async () => {
    const { printed, until } = await openScene("$ true\n  id: x", ` prompt: "a'b$(id) %n \\\\w> "`);
    await until(() => printed("main").includes("a'b$(id) %n \\w> "), "the prompt");
  });

  it("runs again only by its own key", async () => {
    const { next, ask, settled, steps, printed } = await openScene("$ echo x\n  id: x\n  typing: off");
    await next("x");
    await settled("x");
    await talkOf().until(() => promptShown(printed("main")), "the prompt to be back");
    await ask({ do: "rerun", step: id<"step">("x") });
    await talkOf().until(
      () => steps.filter(({ state }) => state.at === "done").length === 2,
      "the second run",
    );
  });

  it("runs set-up and clean-up unseen, in the same shell", async () => {
    const { next, ask, settled, printed, folder } = await openScene(
      "  setup: mkdir -p deep/er && cd deep/er\n  cleanup: cd ../.. && rm -r deep\n$ pwd\n  id: where\n  expect: deep/er\n  typing: off",
    );
    await next("where");
    expect(await settled("where")).toMatchObject({ at: "done" });
    expect(printed("main")).not.toContain("mkdir");
    await talkOf().until(() => promptShown(printed("main")), "the prompt to be back");
    expect(await ask({ do: "leave", pane: id<"pane">("main"), slide: 0 })).toEqual({ ok: true });
    const { readdir } = await import("node:fs/promises");
    expect(await readdir(folder)).not.toContain("deep");
    expect(printed("main")).not.toContain("rm -r");
  });

  it("refuses while a command of the presenter's own holds the shell", async () => {
    const { next, window, until, printed } = await openScene("$ echo x\n  id: x");
    await until(() => promptShown(printed("main")), "a prompt");
    window.input({ pane: id<"pane">("main"), data: "echo go; sleep 2\r" });
    await until(() => talkOf().printed("main").includes("\rgo\r"), "the command to start");
    const answer = await next("x");
    expect(answer).toMatchObject({ ok: false, why: expect.stringMatching(/still runs/) as string });
  });

  it("fails as lost when the shell ends under it, and a reopened pane runs steps again", async () => {
    const { next, settled, ask, pane } = await openScene(
      "$ exit 4\n  id: leave\n  typing: off\n$ echo back\n  id: back\n  typing: off",
    );
    await next("leave");
    expect(await settled("leave")).toMatchObject({ at: "failed", why: { kind: "lost" } });
    expect(pane("main")).toMatchObject({ at: "lost" });
    expect(await next("back")).toMatchObject({ ok: false });
    await ask({ do: "reopen", pane: id<"pane">("main") });
    await next("back");
    expect(await settled("back")).toMatchObject({ at: "done" });
  });

  it("times out, and leaves the command to the presenter", async () => {
    const { next, settled, window } = await openScene(
      "$ sleep 30\n  id: hang\n  timeout: 500ms\n  typing: off",
    );
    await next("hang");
    expect(await settled("hang")).toMatchObject({ at: "failed", why: { kind: "timeout" } });
    window.input({ pane: id<"pane">("main"), data: "\x03" });
  });
});

function talkOf(): LiveTalk {
  if (!talk) throw new Error("no talk is open");
  return talk;
}

/** Bash ends its prompt with a dollar, and with a hash for root. */
function promptShown(printed: string): boolean {
  return /[#$] (\x1b\[[?\d;]*[a-zA-Z])*$/.test(printed);
}

describe("a step that is run again", () => {
  it("is typed again in sight until it is good, and is done then", async () => {
    const { next, settled, printed, steps } = await openScene(
      "$ echo x >> tries; wc -l < tries\n  id: tries\n  typing: off\n  expect: /^ *3$/m\n  retry: 5 times every 50ms",
    );
    await next("tries");
    expect(await settled("tries")).toMatchObject({ at: "done", status: 0 });
    expect(printed("main").match(/wc -l < tries/g)).toHaveLength(3);
    const runs = steps.flatMap(({ state }) => (state.at === "running" ? [state.tries?.run] : []));
    expect(new Set(runs)).toEqual(new Set([1, 2, 3]));
  });

  it("fails as its last run does", async () => {
    const { next, settled, printed } = await openScene(
      "$ echo again; false\n  id: bad\n  typing: off\n  retry: 2 times every 50ms",
    );
    await next("bad");
    expect(await settled("bad")).toMatchObject({ at: "failed", why: { kind: "exit", status: 1 } });
    expect(printed("main").match(/^again/gm)).toHaveLength(3);
  });

  it("is left alone once it is given up", async () => {
    const { next, ask, settled, until, steps, printed } = await openScene(
      "$ echo again; false\n  id: bad\n  typing: off\n  retry: 99 times every 50ms",
    );
    await next("bad");
    await until(
      () => steps.some(({ state }) => state.at === "running" && state.tries?.waits),
      "a second try",
    );
    expect(await ask({ do: "giveUp", step: id("bad") })).toEqual({ ok: true });
    expect(await settled("bad")).toMatchObject({ at: "failed", why: { kind: "exit" } });
    const before = printed("main");
    await ask({ do: "clear", pane: id("main") });
    await until(() => printed("main").length > before.length, "the shell to answer");
    expect(printed("main").match(/^again/gm)?.length).toBe(before.match(/^again/gm)?.length);
  });
});

describe("a step whose program does not end", () => {
  it("is done when its screen has settled, and is ended when the shell is needed again", async () => {
    const { next, settled, printed } = await openScene(
      "$ echo drawn; sleep 30\n  id: watch\n  typing: off\n  expect: drawn\n  expect screen: settles for 200ms\n$ echo after\n  id: after\n  typing: off",
    );
    await next("watch");
    const state = await settled("watch");
    expect(state).toMatchObject({ at: "done", status: null });
    expect(state.at === "done" && state.ms).toBeLessThan(5000);
    expect(await next("after")).toEqual({ ok: true });
    expect(await settled("after")).toMatchObject({ at: "done", status: 0 });
    expect(printed("main")).toMatch(/^after/m);
  });

  it("is not done before it has drawn what is expected", async () => {
    const { next, settled } = await openScene(
      "$ echo early; sleep 1; echo late; sleep 30\n  id: watch\n  typing: off\n  expect: /^late/m\n  expect screen: settles for 200ms",
    );
    await next("watch");
    const state = await settled("watch");
    expect(state.at === "done" && state.ms).toBeGreaterThan(1000);
  });
});

it("the check before going back says whether its target is ready, and is not seen", async () => {
  const { ask, printed, folder } = await openScene(
    "$ touch ready\n  id: make\n  back when: test -f ready\n$ true\n  id: plain",
  );
  expect(await ask({ do: "check", step: id("make") })).toEqual({
    ok: false,
    why: "The check before going back ended with status 1.",
  });
  await writeFile(join(folder, "ready"), "");
  expect(await ask({ do: "check", step: id("make") })).toEqual({ ok: true });
  expect(await ask({ do: "check", step: id("plain") })).toEqual({ ok: true });
  expect(printed("main")).not.toContain("test -f");
});

it("a step that is caught up with is typed at once, and not run a second time", async () => {
  const { ask, settled, steps } = await openScene("$ echo x\n  id: x\n  typing: 1/s");
  expect(await ask({ do: "catchUp", step: id("x") })).toEqual({ ok: true });
  expect(await settled("x")).toMatchObject({ at: "done" });
  await ask({ do: "next", step: id("x") });
  expect(steps.map(({ state }) => state.at)).toEqual(["typing", "running", "done"]);
});
