import { once } from "node:events";
import { connect } from "node:net";
import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { id } from "#core/ids.ts";
import type { Screen } from "#core/protocol/messages.ts";
import { openRawSocket, type RawSocket } from "../../../scripts/bench/audience/raw-socket.ts";
import { RawViewer, serveAudienceOf, type AudienceServer } from "../../support/audience-server.ts";
import { comparedScreen } from "../../support/compared-screen.ts";
import { eventually } from "../../support/eventually.ts";
import { openLiveTalk, type LiveTalk } from "../../support/live-talk.ts";

/** Printed at 500 KB a second: no flood, but more than any socket's buffers hold. */
const steadyBytes = 4_000_000;

const steady = `
  let left = ${steadyBytes / 5000};
  const line = "x".repeat(78) + "\\n";
  const timer = setInterval(() => {
    process.stdout.write(line.repeat(63));
    if (--left === 0) clearInterval(timer);
  }, 10);
`.replaceAll(/\s+/g, " ");

const TALK = `---
title: For a room
targets:
  here: { kind: local, shell: bash, env: { PS1: "> " } }
panes:
  main: { target: here, size: 80x24, scrollback: 1000 }
---

\`\`\`terminal main
  typing: off
  timeout: 60s

$ seq 1 700000
  id: pour

$ yes "黒子 $(printf '\\033[31m')red$(printf '\\033[0m')"
  id: flood

$ printf 'the end\\n'
  id: end

$ node -e '${steady}'; echo it was steady
  id: steady
\`\`\`
`;

describe("viewers at real sockets", () => {
  let talk: LiveTalk;
  let server: AudienceServer;

  beforeAll(async () => {
    talk = await openLiveTalk(TALK);
    server = await serveAudienceOf(talk.live.stage);
    await talk.open("main");
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await talk.close();
  });

  const admitted = async (): Promise<RawViewer> => {
    const viewer = new RawViewer(server.url);
    await eventually(() => viewer.socket.connected);
    return viewer;
  };

  it("[P37] shows a late-comer the screen in under 200 ms, also in a flood", async () => {
    await talk.next("pour");
    expect((await talk.settled("pour")).at).toBe("done");
    const afterPour = await msToScreen(server.url);
    expect(afterPour.screen.data).toContain("700000");
    expect(afterPour.ms).toBeLessThan(200);

    await talk.next("flood");
    using other = await admitted();
    other.follow("main");
    await eventually(() => other.text.includes("red"));
    const inFlood = await msToScreen(server.url);
    talk.window.input({ pane: inFlood.screen.pane, data: "\x03" });
    await talk.settled("flood");
    expect(inFlood.screen.data).toContain("黒子");
    expect(inFlood.ms).toBeLessThan(200);
  });

  it("[P36] sends the same bytes to all, and every viewer has the same screen", async () => {
    const viewers = await Promise.all(Array.from({ length: 5 }, admitted));
    for (const viewer of viewers) {
      await viewer.hello();
      viewer.follow("main");
    }
    await eventually(() => viewers.every((viewer) => viewer.count("screen") > 0));
    await talk.next("end");
    await talk.settled("end");
    await eventually(() => viewers.every((viewer) => viewer.text.includes("the end\r\n")));
    const pictures = await Promise.all(viewers.map(pictureOf));
    for (const picture of pictures) expect(picture).toEqual(pictures[0]);
    for (const viewer of viewers) viewer[Symbol.dispose]();
  });

  it("[P35] refuses what a viewer may not say, and says so once", async () => {
    using viewer = await admitted();
    const before = server.troubles.length;
    const forge = viewer.socket as unknown as { emit(name: string, ...message: unknown[]): void };
    forge.emit("input", { pane: "main", data: "echo forged\r" });
    forge.emit("ask", { request: "r", action: { do: "next", step: "pour" } });
    forge.emit("resize", { pane: "main", cols: 20, rows: 5 });
    forge.emit("ack", { pane: "main", epoch: "1", offset: 5 });
    forge.emit("toString", {});
    forge.emit("follow", { pane: "main", have: { epoch: 5, offset: -1 } });
    expect((await viewer.hello()).ok).toBe(true);
    expect(server.troubles.slice(before)).toEqual([
      `Refused a viewer's message: a viewer cannot say "input".`,
    ]);
    expect(talk.printed("main")).not.toContain("forged");
    expect(talk.live.stage.session(id<"pane">("main"))?.size).toEqual({ cols: 80, rows: 24 });
  });

  it("[P35] shows out who comes in by no way of a viewer's", async () => {
    const stranger = io(server.url, {
      path: "/audience",
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      extraHeaders: { origin: server.url },
    });
    let end = "";
    stranger.on("disconnect", (reason) => (end = reason));
    await eventually(() => end !== "");
    expect(end).toBe("io server disconnect");
  });

  it("[P35] lets one address not take all places, and says who was refused", async () => {
    await using small = await serveAudienceOf(talk.live.stage, undefined, {
      of: "viewers",
      all: 9,
      ofOneAddress: 2,
    });
    const viewers: RawViewer[] = [];
    const told: string[] = [];
    const comes = async (from: string): Promise<boolean> => {
      const viewer = new RawViewer(small.url, undefined, { from });
      viewer.socket.on("connect_error", ({ message }) => told.push(message));
      viewers.push(viewer);
      await eventually(() => viewer.socket.connected || viewer.refused);
      return viewer.socket.connected;
    };
    expect([await comes("127.0.0.2"), await comes("127.0.0.2"), await comes("127.0.0.2")]).toEqual([
      true,
      true,
      false,
    ]);
    expect(told).toEqual(["There is no place left."]);
    expect(String(small.troubles.at(-1))).toContain("2 viewers of 127.0.0.2 are here already");
    expect(await comes("127.0.0.3")).toBe(true);
    viewers[0]?.[Symbol.dispose]();
    await eventually(() => comes("127.0.0.2"));
    for (const viewer of viewers) viewer[Symbol.dispose]();
  });

  it("[P35] keeps no connection of whom it has no place for, nor is a place lost by one who did not wait", async () => {
    await using small = await serveAudienceOf(talk.live.stage, undefined, {
      of: "viewers",
      all: 3,
      ofOneAddress: 3,
    });
    const { port } = new URL(small.url);
    const upgrade = [
      "GET /audience/?EIO=4&transport=websocket HTTP/1.1",
      `Host: 127.0.0.1:${port}`,
      `Origin: ${small.url}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      `Sec-WebSocket-Key: ${Buffer.alloc(16).toString("base64")}`,
    ];
    // All at once, and gone before they are answered.
    const rude = Array.from({ length: 50 }, () => connect(Number(port), "127.0.0.1"));
    for (const socket of rude) {
      socket.on("error", () => undefined);
      socket.write(`${upgrade.join("\r\n")}\r\n\r\n`, () => socket.destroy());
    }
    await Promise.all(rude.map((socket) => once(socket, "close")));
    await eventually(async () => (await small.connections()) === 0);
    // They would stay, whatever they are told.
    const told: string[] = [];
    const stubborn = Array.from({ length: 20 }, () => {
      const socket = openRawSocket(Number(port), "/audience/?EIO=4&transport=websocket", {
        opened: () => undefined,
        closed: () => told.push("closed"),
        message: (payload) => {
          const message = payload.toString();
          if (message.startsWith("0")) socket.send("40/audience,");
          else if (message.startsWith("4")) told.push(message.slice(0, 12));
        },
      });
      return socket;
    });
    const count = (what: string): number => told.filter((one) => one === what).length;
    await eventually(() => count("closed") === 17);
    expect([count("40/audience,"), count("44/audience,")]).toEqual([3, 17]);
    for (const socket of stubborn) socket.close();
  });

  it("[P41] drops what comes too often, and closes a socket that sends too much", async () => {
    using viewer = await admitted();
    for (let time = 0; time < 1000; time++) viewer.follow("main");
    await eventually(() => server.troubles.includes("Refused a viewer's message: too many of them."));
    expect(viewer.socket.connected).toBe(true);

    using loud = await admitted();
    (loud.socket as unknown as { emit(name: string, text: string): void }).emit(
      "question",
      "x".repeat(10_000),
    );
    await eventually(() => !loud.socket.connected);
  });

  it.each([
    ["no Origin", {}],
    ["another site's Origin", { origin: "https://elsewhere.example" }],
    ["another Host", { origin: "http://rebound.example", host: "rebound.example" }],
  ])("[P35] refuses a socket with %s", async (_, headers) => {
    using viewer = new RawViewer(server.url, headers);
    await eventually(() => viewer.refused);
  });

  it("[P39] keeps little for a viewer that does not read, and shows it the screen when it reads again", async () => {
    const stuck = new StuckViewer(server.url);
    await eventually(() => stuck.text.includes("screen"));
    stuck.socket.pause();
    const before = process.memoryUsage().arrayBuffers;
    await talk.next("steady");
    expect((await talk.settled("steady")).at).toBe("done");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
    stuck.socket.resume();
    await eventually(() => stuck.text.includes("it was steady"));
    expect(stuck.text.length).toBeLessThan((steadyBytes * 2) / 3);
    stuck.socket.close();
  });
});

/** From opening the socket until the screen is there; of five who come one after another, the quickest: other programs may have held up the rest. */
async function msToScreen(url: string): Promise<{ ms: number; screen: Screen }> {
  const found = [];
  for (let n = 0; n < 5; n++) found.push(await oneToScreen(url));
  const [quickest] = found.sort((one, other) => one.ms - other.ms);
  if (!quickest) throw new Error("nobody came");
  return quickest;
}

async function oneToScreen(url: string): Promise<{ ms: number; screen: Screen }> {
  const from = performance.now();
  using viewer = new RawViewer(url);
  const screen = new Promise<Screen>((resolve) => viewer.socket.once("screen", resolve));
  viewer.socket.once("connect", () => {
    void viewer.hello();
    viewer.follow("main");
  });
  const found = await screen;
  return { ms: performance.now() - from, screen: found };
}

/** All that the viewer was told, drawn. */
async function pictureOf(viewer: RawViewer): Promise<unknown> {
  const compared = comparedScreen(80, 24);
  for (const [name, message] of viewer.heard) {
    if (name === "screen") compared.terminal.reset();
    if (name === "screen" || name === "output") await compared.write(message.data);
  }
  return compared.picture().active.slice(-24);
}

/** A viewer whose network can be held up. */
class StuckViewer {
  readonly socket: RawSocket;
  text = "";

  constructor(url: string) {
    this.socket = openRawSocket(Number(new URL(url).port), "/audience/?EIO=4&transport=websocket", {
      opened: () => undefined,
      closed: () => undefined,
      message: (payload) => this.#hear(payload.toString()),
    });
  }

  /** The frames of engine.io and socket.io that a viewer needs. */
  #hear(message: string): void {
    if (message.startsWith("0")) this.socket.send("40/audience,");
    else if (message === "2") this.socket.send("3");
    else if (message.startsWith("40/audience,")) {
      this.socket.send('42/audience,["follow",{"pane":"main","have":null}]');
    } else this.text += message;
  }
}
