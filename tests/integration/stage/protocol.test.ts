import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { id } from "#core/ids.ts";
import type { Show } from "#server/main.ts";
import { eventually } from "../../support/eventually.ts";
import { presenterCookie, RawWindow } from "../../support/raw-window.ts";
import { ask, makeTalk, openShow, type TestTalk } from "../../support/set-up-show.ts";

const text = `---
title: Protocol
targets:
  here: { kind: local, shell: bash }
panes:
  main: { target: here, prompt: "main> " }
---

\`\`\`terminal main
$ echo step-$((1 + 1)) >> ran.log; cat ran.log
  id: once
  typing: off
\`\`\`
`;

const main = id<"pane">("main");
const size = { cols: 80, rows: 24 };
let talk: TestTalk;
let show: Show;
let troubles: string[];
const windows: RawWindow[] = [];

beforeEach(async () => {
  troubles = [];
  talk = await makeTalk({ "en.md": text });
  show = await openShow(talk, {
    mode: "live",
    log: { building: () => undefined, trouble: (trouble) => troubles.push(String(trouble)) },
  });
});
afterEach(async () => {
  for (const window of windows.splice(0)) window.close();
  await show.close();
  await talk[Symbol.asyncDispose]();
});

async function admitted(): Promise<RawWindow> {
  const window = await RawWindow.admitted(show);
  windows.push(window);
  return window;
}

/** A window whose pane shows its prompt. */
async function atPrompt(): Promise<RawWindow> {
  const window = await admitted();
  await window.hello();
  window.socket.emit("open", { pane: main, size, have: null });
  await eventually(() => window.text().includes("main> "));
  return window;
}

async function type(window: RawWindow, line: string, answer: string): Promise<void> {
  window.socket.emit("input", { pane: main, data: `${line}\r` });
  await eventually(() => window.recent.includes(answer));
}

describe("[P1] a socket", () => {
  const wrong: Record<string, (cookie: string) => Record<string, string>> = {
    "without the presenter's cookie": () => ({ origin: show.url }),
    "with another cookie": (cookie) => ({ origin: show.url, cookie: `${cookie.split("=")[0] ?? ""}=guess` }),
    "of another site's page": (cookie) => ({ origin: "http://evil.example", cookie }),
    "of no page": (cookie) => ({ cookie }),
    "for another host": (cookie) => ({ origin: show.url, cookie, host: "evil.example" }),
  };
  it.each(Object.keys(wrong))("%s is refused before its first message, and logged", async (which) => {
    const headers = wrong[which]?.(await presenterCookie(show)) ?? {};
    const window = new RawWindow(show, headers);
    windows.push(window);
    await eventually(() => window.refused || window.socket.connected);
    expect(window.refused).toBe(true);
    expect(troubles.join()).toContain("Refused a socket");
  });
});

describe("[P1] a request", () => {
  const wrong: Record<string, (address: URL) => { path: string; headers: Record<string, string> }> = {
    "for another host": () => ({ path: "/", headers: { host: "evil.example" } }),
    "of another site's page": () => ({ path: "/", headers: { origin: "http://evil.example" } }),
    "with a key that was used": ({ pathname, search }) => ({ path: pathname + search, headers: {} }),
  };
  it.each(Object.keys(wrong))("%s is refused and logged, and a flood of them is a number", async (which) => {
    const address = new URL(show.newPresenterUrl());
    await ask(show, address.pathname + address.search);
    const { path, headers } = wrong[which]?.(address) ?? { path: "/", headers: {} };
    for (let time = 0; time < 60; time++)
      expect((await ask(show, path, { headers })).status).toBeGreaterThanOrEqual(400);
    const said = troubles.filter((trouble) => trouble.startsWith("Refused a request"));
    expect(said.length).toBeGreaterThan(0);
    expect(said.length).toBeLessThan(30);
  });
});

describe("[P2] a message that does not fit", () => {
  it("is dropped and logged, and the show goes on", async () => {
    const window = await atPrompt();
    const { socket } = window as unknown as { socket: { emit(name: string, ...message: unknown[]): void } };
    const wrong: [string, ...unknown[]][] = [
      ["open", { pane: "main", size: { cols: -1, rows: 0 }, have: null }],
      ["open", null],
      ["ack", { pane: "main", epoch: "1", offset: Number.NaN }],
      ["input", { pane: "main" }],
      ["input", { pane: "main", data: "x", more: true }],
      ["input", { pane: "main", data: "x".repeat(300 * 1024) }],
      ["resize", "80x24"],
      ["ask", { request: "r", action: { do: "run", command: "rm -rf /" } }],
      ["close", { pane: "main" }],
      ["__proto__", {}],
      ["input", { pane: "no-such-pane", data: "x" }],
    ];
    for (const message of wrong) socket.emit(...message);
    await type(window, "echo still-$((40 + 2))", "still-42");
    expect(troubles.filter((trouble) => trouble.includes("malformed")).length).toBeGreaterThanOrEqual(9);
  });

  it("larger than any may be ends its own socket only", async () => {
    const [window, other] = [await atPrompt(), await atPrompt()];
    window.socket.emit("input", { pane: main, data: "x".repeat(2 * 1024 * 1024) });
    await eventually(() => !window.socket.connected);
    expect(troubles.join()).toMatch(/A window's socket was closed/);
    await type(other, "echo here-$((40 + 2))", "here-42");
  });

  it("[P30] said too often is dropped and counted, and the show goes on", async () => {
    const [window, other] = [await atPrompt(), await atPrompt()];
    const before = troubles.length;
    const ask = {
      request: id<"request">("flood"),
      action: { do: "moveOn", step: id<"step">("once") },
    } as const;
    for (let times = 0; times < 4000; times++) window.socket.emit("ask", ask, () => undefined);
    await type(other, "echo calm-$((40 + 2))", "calm-42");
    await eventually(() => troubles.slice(before).join().includes("too many"));
    expect(troubles.length - before).toBeLessThan(30);
    expect(window.socket.connected).toBe(true);
  });

  it("[P3] of another version is told to reload", async () => {
    const window = await admitted();
    expect(await window.hello({ protocol: 99 })).toMatchObject({
      ok: false,
      why: expect.stringContaining("reload") as string,
    });
  });
});

describe("positions", () => {
  it("[P4] [P5] count on from chunk to chunk, and a window that comes back gets just the tail", async () => {
    const window = await atPrompt();
    await type(window, "seq 1 2000", "\n2000\r\n");
    const outputs = window.outputs();
    for (const [index, { offset, data }] of outputs.entries()) {
      const following = outputs[index + 1];
      if (following) expect(following.offset).toBe(offset + data.length);
    }
    const half = outputs[Math.floor(outputs.length / 2)];
    if (!half) throw new Error("nothing was printed");
    const other = await admitted();
    await other.hello();
    other.socket.emit("open", { pane: main, size, have: { epoch: half.epoch, offset: half.offset } });
    await eventually(() => other.text().includes("\n2000\r\n"));
    expect(other.screens()).toEqual([]);
    expect(other.outputs()[0]?.offset).toBe(half.offset);
    expect(window.text().endsWith(other.text())).toBe(true);
  });

  it("[P5] a position that never was gets a screen", async () => {
    const window = await atPrompt();
    const epoch = window.screens()[0]?.epoch ?? id<"epoch">("");
    for (const have of [
      { epoch, offset: 10_000_000 },
      { epoch: id<"epoch">("another"), offset: 3 },
    ]) {
      const before = window.screens().length;
      window.socket.emit("open", { pane: main, size, have });
      await eventually(() => window.screens().length > before);
      expect(window.screens().at(-1)?.data).toContain("main> ");
    }
  });

  it("[P7] a reopened pane is a new epoch that begins with a screen", async () => {
    const window = await atPrompt();
    const before = window.screens().at(-1)?.epoch;
    window.heard.length = 0;
    const answer: unknown = await window.socket
      .timeout(5000)
      .emitWithAck("ask", { request: id<"request">("r1"), action: { do: "reopen", pane: main } });
    expect(answer).toEqual({ ok: true });
    await eventually(() => window.text().includes("main> "));
    const [first] = window.heard.filter(([name]) => name === "screen" || name === "output");
    expect(first?.[0]).toBe("screen");
    const epochs = new Set([...window.screens(), ...window.outputs()].map(({ epoch }) => epoch));
    expect(epochs.size).toBe(1);
    expect(epochs.has(before ?? id<"epoch">(""))).toBe(false);
  });

  it("[P8] a change of size stands between the output before it and the output after it", async () => {
    const window = await atPrompt();
    await type(window, "stty size", "24 80");
    window.socket.emit("resize", { pane: main, cols: 100, rows: 30 });
    await type(window, "stty size", "30 100");
    const at = window.heard.findIndex(([name, message]) => name === "resized" && message.cols === 100);
    const before = window.heard.findIndex(([name, m]) => name === "output" && m.data.includes("24 80"));
    const after = window.heard.findIndex(([name, m]) => name === "output" && m.data.includes("30 100"));
    expect(before).toBeLessThan(at);
    expect(at).toBeLessThan(after);
  });
});

describe("[P10] a window that says nothing of what it has drawn", () => {
  it("is sent no more than its due, slows nobody, and follows again when it speaks", async () => {
    const [silent, other] = [await atPrompt(), await atPrompt()];
    const ackAll = (window: RawWindow): void => {
      window.socket.on("output", ({ pane, epoch, offset, data }) =>
        window.socket.emit("ack", { pane, epoch, offset: offset + data.length }),
      );
      window.socket.on("screen", ({ pane, epoch, offset }) =>
        window.socket.emit("ack", { pane, epoch, offset }),
      );
    };
    ackAll(other);
    silent.heard.length = 0;
    // 6 MB; the shell says by itself that it was never made to wait for the silent window.
    await type(other, "yes 0123456789abcdefghijklmnopqrstuv | head -c 6000000; echo do''ne", "done");
    expect(silent.text().length).toBeLessThan(1024 * 1024);
    // A screen stands at its offset, output ends behind it.
    const drawn = silent.heard.flatMap(([name, message]) => {
      if (name === "screen") return [{ epoch: message.epoch, offset: message.offset }];
      return name === "output"
        ? [{ epoch: message.epoch, offset: message.offset + message.data.length }]
        : [];
    });
    const last = drawn.at(-1);
    if (!last) throw new Error("nothing was sent");
    ackAll(silent);
    silent.socket.emit("ack", { pane: main, ...last });
    await eventually(() => silent.text().includes("done"));
    await type(other, "echo after-$((1 + 1))", "after-2");
    await eventually(() => silent.text().includes("after-2"));
  });
});

describe("[P13] an ask", () => {
  it("that is sent again, also by the same window after a new connection, does nothing twice", async () => {
    const window = await atPrompt();
    const ask = { request: id<"request">("same"), action: { do: "next", step: id<"step">("once") } } as const;
    const answers = await Promise.all([
      window.socket.timeout(5000).emitWithAck("ask", ask),
      window.socket.timeout(5000).emitWithAck("ask", ask),
    ]);
    window.close();
    const again = await admitted();
    await again.hello();
    answers.push(await again.socket.timeout(5000).emitWithAck("ask", ask));
    expect(answers).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    again.socket.emit("open", { pane: main, size, have: null });
    await eventually(() => /step-2[^]*main> /.test(again.text()));
    expect(again.text().match(/^step-2/gm)).toHaveLength(1);
  });

  it("[P15] that cannot be done is refused with a sentence", async () => {
    const window = await admitted();
    await window.hello();
    const answer: unknown = await window.socket
      .timeout(5000)
      .emitWithAck("ask", { request: id<"request">("r"), action: { do: "next", step: id<"step">("none") } });
    expect(answer).toMatchObject({ ok: false, why: expect.stringMatching(/^The talk .*\.$/) as string });
  });
});
