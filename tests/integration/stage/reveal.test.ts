import { expect, it, onTestFinished } from "vitest";
import { id } from "#core/ids.ts";
import type { Action } from "#core/protocol/messages.ts";
import type { BackgroundRun } from "#core/show/background-run.ts";
import { comparedScreen } from "../../support/compared-screen.ts";
import { eventually } from "../../support/eventually.ts";
import { RawWindow } from "../../support/raw-window.ts";
import { makeTalk, openShow, type TestTalk } from "../../support/set-up-show.ts";

const text = `---
title: Reveal
secrets: { patterns: ["hunter[0-9]hunter[0-9]"] }
targets:
  here: { kind: local, shell: bash, env: { HOME: /nowhere } }
panes:
  main: { target: here, prompt: "main> ", size: 80x24 }
---

\`\`\`terminal main
$ echo run >> ran.log; echo one; sleep 0.3; echo "is hunter2""hunter2"; until [ -e go ]; do sleep 0.1; done; echo last
  id: bake
  background: start
$ echo next
  id: next
  typing: off
\`\`\`
`;

const main = id<"pane">("main");
const bake = id<"step">("bake");
const size = { cols: 80, rows: 24 };

async function openTalk(markdown = text): Promise<{ talk: TestTalk; window: RawWindow }> {
  const talk = await makeTalk({ "en.md": markdown });
  onTestFinished(() => talk[Symbol.asyncDispose]());
  const show = await openShow(talk, { mode: "live" });
  onTestFinished(() => show.close());
  const window = await RawWindow.admitted(show);
  onTestFinished(() => window.close());
  await window.hello();
  window.socket.emit("open", { pane: main, size, have: null });
  return { talk, window };
}

let requests = 0;
async function ask(window: RawWindow, action: Action): Promise<void> {
  const request = id<"request">(`r${++requests}`);
  expect(await window.socket.timeout(10_000).emitWithAck("ask", { request, action })).toEqual({ ok: true });
}

function reveal(window: RawWindow, step = bake): Promise<BackgroundRun | null> {
  return window.socket.timeout(5000).emitWithAck("reveal", step) as Promise<BackgroundRun | null>;
}

async function stepIs(window: RawWindow, step: string, at: string): Promise<void> {
  await eventually(() =>
    window.heard.some(([name, news]) => name === "step" && news.step === step && news.state.at === at),
  );
}

/** What a window comes to by drawing the run and then what follows its end. */
async function drawn(window: RawWindow, run: BackgroundRun) {
  const before = window.heard.length;
  window.socket.emit("open", { pane: main, size, have: { epoch: run.epoch, offset: run.end ?? -1 } });
  await eventually(() => window.recent.includes("last\r\n"));
  const since = window.heard.slice(before);
  expect(since.filter(([name]) => name === "screen")).toEqual([]);
  const tail = since.flatMap(([name, message]) => (name === "output" ? [message.data] : []));
  const screen = comparedScreen(run.cols, run.rows);
  await screen.write([run.screen, ...run.chunks.map(([, chunk]) => chunk), ...tail].join(""));
  return screen.picture();
}

it("[P53] gives the screen the step found, and what it printed, redacted; what follows its end makes the server's screen", async () => {
  const { talk, window } = await openTalk();
  expect(await reveal(window)).toBeNull();
  await ask(window, { do: "arrive", slide: 0, without: [] });
  await eventually(() => /^is /m.test(window.text()));
  const run = await reveal(window);
  if (!run) throw new Error("Nothing is kept.");
  expect(run).toMatchObject(size);
  const texts = run.chunks.map(([, chunk]) => chunk);
  const typed = texts.slice(0, run.typed).join("");
  expect(typed).toContain("echo run >> ran.log");
  expect(typed).not.toMatch(/^one/m);
  const printed = texts.slice(run.typed).join("");
  expect(printed).toMatch(/^one\r\nis /);
  expect(printed).not.toContain("hunter2hunter2");
  const times = run.chunks.map(([atMs]) => atMs);
  expect((times.at(-1) ?? 0) - (times[run.typed] ?? 0)).toBeGreaterThan(200);

  await talk.write("go", "");
  const picture = await drawn(window, run);
  await stepIs(window, "bake", "done");
  const screens = window.screens().length;
  window.socket.emit("open", { pane: main, size, have: null });
  await eventually(() => window.screens().length > screens);
  const servers = comparedScreen(size.cols, size.rows);
  await servers.write(window.screens().at(-1)?.data ?? "");
  // The prompt may come behind what was drawn.
  const lines = picture.active
    .map((line) => line.trimEnd())
    .join("\n")
    .trimEnd();
  expect(servers.picture().active.join("\n")).toContain(lines);
});

it("[P53] has no end where the pane has changed its size on the way", async () => {
  const { window } = await openTalk(text.replace(", size: 80x24", ""));
  await ask(window, { do: "arrive", slide: 0, without: [] });
  await eventually(async () => typeof (await reveal(window))?.end === "number");
  window.socket.emit("resize", { pane: main, cols: 100, rows: 30 });
  await eventually(async () => (await reveal(window))?.end === null);
});

it("[P53] keeps no more than 256 Ki characters, and has their end", async () => {
  const { talk, window } = await openTalk(text.replace("echo one;", "seq 80000;"));
  await talk.write("go", "");
  await ask(window, { do: "arrive", slide: 0, without: [] });
  await stepIs(window, "bake", "done");
  const run = await reveal(window);
  const kept =
    run?.chunks
      .slice(run.typed)
      .map(([, chunk]) => chunk)
      .join("") ?? "";
  expect(kept.length).toBeLessThanOrEqual(256 * 1024);
  expect(kept).not.toContain("80000");
  expect(run?.end).toBeGreaterThan(0);
});

it("[P53] gives nothing of a step behind which another one has begun", async () => {
  const { talk, window } = await openTalk();
  await ask(window, { do: "arrive", slide: 0, without: [] });
  await eventually(() => /^is /m.test(window.text()));
  await talk.write("go", "");
  await stepIs(window, "bake", "done");
  await eventually(async () => (await reveal(window))?.chunks.at(-1)?.[1].includes("main> ") === true);
  await ask(window, { do: "next", step: id<"step">("next") });
  await stepIs(window, "next", "done");
  expect(await reveal(window)).toBeNull();
});
