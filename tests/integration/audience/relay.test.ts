import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { id } from "#core/ids.ts";
import type { Show } from "#server/main.ts";
import { RawViewer } from "../../support/audience-server.ts";
import { comparedScreen } from "../../support/compared-screen.ts";
import { eventually } from "../../support/eventually.ts";
import { RawWindow } from "../../support/raw-window.ts";
import { startRedis, type RedisServer } from "../../support/redis-server.ts";
import {
  startBalancer,
  startRelayProcess,
  type Balancer,
  type RelayProcess,
} from "../../support/relay-process.ts";
import { ask, makeTalk, openShow, type TestTalk } from "../../support/set-up-show.ts";

const TALK = `---
title: For many rooms
secrets:
  patterns: ["hush-[0-9]+"]
targets:
  here: { kind: local, shell: bash, env: { PS1: "> " } }
panes:
  main: { target: here, size: 80x24 }
---

\`\`\`terminal main
$ cat
  id: type
  typing: off
\`\`\`
`;

/** A stage, a real Redis, two relays in processes of their own, and what balances between them. */
describe("two relays", () => {
  let redis: RedisServer | null;
  let talk: TestTalk;
  let show: Show & AsyncDisposable;
  let window: RawWindow;
  let balancer: Balancer;
  let relays: RelayProcess[] = [];
  const troubles: string[] = [];
  let lines = 0;

  beforeAll(async () => {
    redis = await startRedis();
    if (!redis) return;
    talk = await makeTalk({ "en.md": TALK });
    balancer = await startBalancer();
    show = await openShow(talk, {
      mode: "live",
      room: { reactions: true, questions: true },
      redis: redis.url,
      log: { building: () => undefined, trouble: (trouble) => troubles.push(String(trouble)) },
    });
    window = await RawWindow.admitted(show);
    await window.hello();
    window.socket.emit("open", { pane: MAIN, size: { cols: 80, rows: 24 }, have: null });
    await eventually(() => window.text().trim() !== "");
    await press("type");
    relays = [await startRelay(), await startRelay()];
    balancer.ports.push(...relays.map(({ port }) => port));
  }, 120_000);

  afterAll(async () => {
    if (!redis) return;
    window.close();
    await Promise.all(relays.map((relay) => relay.kill()));
    await show[Symbol.asyncDispose]();
    await balancer[Symbol.asyncDispose]();
    await redis[Symbol.asyncDispose]();
    await talk[Symbol.asyncDispose]();
  });

  beforeEach(({ skip }) => {
    if (!redis) skip("needs redis-server");
  });

  const startRelay = (): Promise<RelayProcess> =>
    startRelayProcess(`${talk.folder}/en.md`, redis?.url ?? "", balancer.url);
  const press = (step: string): Promise<unknown> =>
    window.socket.emitWithAck("ask", {
      request: id<"request">(step),
      action: { do: "next", step: id<"step">(step) },
    });
  /** A line that no other test types. */
  const type = (what: string): string => {
    const line = `${what}-${++lines}`;
    window.socket.emit("input", { pane: MAIN, data: `\x1b[3${lines % 8}m${line} 黒子\x1b[0m\n` });
    return line;
  };

  it("[P45] shows the page and the same screen at both relays and on the stage, also to who comes late", async () => {
    const line = type("late");
    await eventually(() => window.recent.includes(line));
    const viewers = relays.map(({ url }) => new RawViewer(url));
    for (const viewer of viewers) viewer.socket.on("connect", () => void watch(viewer));
    await eventually(() => viewers.every((viewer) => viewer.text.includes(line)));
    const next = type("both");
    // Typed, it is echoed; and `cat` prints it again.
    const isTwice = (text: string): boolean => text.split(`${next} 黒子`).length > 2;
    await eventually(() => viewers.every((viewer) => isTwice(viewer.text)) && isTwice(window.recent));
    const pictures = await Promise.all(viewers.map(({ heard }) => pictureOf(heard)));
    for (const picture of pictures) expect(picture).toEqual(await pictureOf(window.heard));
    for (const { url } of relays) {
      const page = await ask({ url }, "/talks/probe/en.html");
      expect(page.body).toContain('"role":"viewer"');
    }
    for (const viewer of viewers) viewer[Symbol.dispose]();
  });

  it("[P44] counts a relay's viewers, and brings up what they say", async () => {
    using one = new RawViewer(relays[0]?.url ?? "");
    using other = new RawViewer(relays[1]?.url ?? "");
    await eventually(() => window.driving?.viewers === 2);
    await eventually(async () => (await one.hello()).ok && (await other.hello()).ok);
    one.socket.emit("react", "🎉");
    other.socket.emit("react", "🎉");
    await eventually(() => reactionsOf(window) === 2);
    await eventually(() => one.count("reactions") > 0 && other.count("reactions") > 0);
    expect(await other.socket.emitWithAck("question", "from afar?")).toEqual({ ok: true });
    await eventually(() => JSON.stringify(window.heard).includes("from afar?"));
  });

  it("says no secret to Redis", async () => {
    using viewer = new RawViewer(relays[0]?.url ?? "");
    viewer.socket.on("connect", () => void watch(viewer));
    await eventually(() => viewer.count("screen") > 0);
    window.socket.emit("input", { pane: MAIN, data: "hush-12345 " });
    const line = type("after");
    await eventually(() => viewer.text.includes(line));
    expect(viewer.text).not.toContain("12345");
  });

  it("[P46] a relay that is killed costs its viewers less than two seconds", async () => {
    using viewer = new RawViewer(balancer.url, { origin: balancer.url }, { reconnects: true });
    viewer.socket.on("connect", () => void watch(viewer));
    await eventually(() => viewer.count("screen") > 0);
    const at = relays.find(({ port }) => port === balancer.newest);
    await at?.kill("SIGKILL");
    const killedAt = performance.now();
    const line = type("killed");
    await eventually(() => viewer.text.includes(line));
    expect(performance.now() - killedAt).toBeLessThan(2000);
    relays = relays.filter((relay) => relay !== at);
    const again = await startRelay();
    relays.push(again);
    balancer.ports.splice(0, balancer.ports.length, ...relays.map(({ port }) => port));
    using late = new RawViewer(again.url);
    late.socket.on("connect", () => void watch(late));
    await eventually(() => late.text.includes(line));
  });

  it("[P47] Redis that is killed harms no show here, and relays follow again when it is back", async () => {
    using viewer = new RawViewer(relays[0]?.url ?? "");
    viewer.socket.on("connect", () => void watch(viewer));
    await eventually(() => viewer.count("screen") > 0);
    await redis?.kill();
    const away = type("away");
    await eventually(() => window.recent.includes(away));
    await eventually(() => troubles.some((trouble) => trouble.includes("Redis does not answer")));
    for (let time = 0; time < 50; time++) type("meanwhile");
    const last = type("meanwhile");
    await eventually(() => window.recent.includes(last));
    expect(viewer.text).not.toContain(away);
    await redis?.start();
    await eventually(() => viewer.text.includes(last));
    const after = type("after");
    await eventually(() => viewer.text.includes(after));
    expect(troubles.filter((trouble) => trouble.includes("Redis does not answer"))).toHaveLength(1);
  });

  it("prints no password", () => {
    const password = redis?.password ?? "";
    for (const relay of relays) {
      expect(relay.said()).toContain("Redis does not answer");
      expect(relay.said()).not.toContain(password);
    }
    expect(troubles.join()).not.toContain(password);
  });
});

const MAIN = id<"pane">("main");

async function watch(viewer: RawViewer): Promise<void> {
  await viewer.hello();
  viewer.follow("main");
}

function reactionsOf(window: RawWindow): number {
  return window.heard.reduce(
    (sum, [name, message]) => sum + (name === "reactions" ? (message["🎉"] ?? 0) : 0),
    0,
  );
}

/** All screens and output that were told, drawn. */
async function pictureOf(heard: readonly (readonly [string, unknown])[]): Promise<unknown> {
  const compared = comparedScreen(80, 24);
  let end = 0;
  for (const [name, message] of heard) {
    if (name !== "screen" && name !== "output") continue;
    const { offset, data } = message as { readonly offset: number; readonly data: string };
    if (name === "screen") compared.terminal.reset();
    await compared.write(name === "screen" ? data : data.slice(Math.max(0, end - offset)));
    end = name === "screen" ? offset : Math.max(end, offset + data.length);
  }
  return compared.picture().active.slice(-24);
}
