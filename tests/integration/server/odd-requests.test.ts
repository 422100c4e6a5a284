import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Show } from "#server/main.ts";
import { ask, makeTalk, openShow, type TestTalk } from "../../support/set-up-show.ts";

let talk: TestTalk;
let show: Show & AsyncDisposable;
const troubles: unknown[] = [];

beforeAll(async () => {
  talk = await makeTalk();
  show = await openShow(talk, {
    outside: { host: "127.0.0.1", port: 0, viewers: true, remotes: true },
    log: { building: () => undefined, trouble: (trouble) => troubles.push(trouble) },
  });
});
afterAll(async () => {
  await show[Symbol.asyncDispose]();
  await talk[Symbol.asyncDispose]();
});

/** Sends these lines and gives the first line of what comes back, once the server has closed the connection. */
async function answerTo(url: string, lines: readonly string[], body = ""): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  let reply = "";
  socket.on("error", () => undefined).on("data", (bytes) => (reply += bytes.toString("latin1")));
  socket.write(`${lines.join("\r\n")}\r\n\r\n${body}`, "latin1");
  await once(socket, "close");
  return reply.split("\r\n")[0] ?? "";
}

const upgrade = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"];
const key = `Sec-WebSocket-Key: ${Buffer.alloc(16).toString("base64")}`;
const socketPath = "/audience/?EIO=4&transport=websocket";

interface OddRequest {
  readonly what: string;
  /** `HOST` stands for the server's own name. */
  readonly lines: readonly string[];
  readonly body: string;
}

const odd = (what: string, lines: readonly string[], body = ""): OddRequest => ({ what, lines, body });

const ODD = [
  odd("very long headers", ["GET / HTTP/1.1", "Host: HOST", `X-Long: ${"x".repeat(100_000)}`]),
  odd("very many headers", [
    "GET / HTTP/1.1",
    "Host: HOST",
    ...Array.from({ length: 9000 }, (_, n) => `X${n}: 1`),
  ]),
  odd("a very long address", [`GET /${"a".repeat(100_000)} HTTP/1.1`, "Host: HOST"]),
  odd("no HTTP", ["\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"]),
  odd(
    "two lengths",
    ["POST / HTTP/1.1", "Host: HOST", "Content-Length: 4", "Transfer-Encoding: chunked"],
    "0\r\n\r\n",
  ),
  odd("two hosts", ["GET / HTTP/1.1", "Host: HOST", "Host: evil.example", "Connection: close"]),
  odd("no host", ["GET / HTTP/1.0"]),
  odd("a proxy's request", ["CONNECT evil.example:443 HTTP/1.1", "Host: HOST"]),
  odd("a socket of no room", ["GET /nowhere HTTP/1.1", "Host: HOST", "Origin: http://HOST", ...upgrade, key]),
  odd("a socket without a key", [
    `GET ${socketPath} HTTP/1.1`,
    "Host: HOST",
    "Origin: http://HOST",
    ...upgrade,
  ]),
  odd(
    "a socket that begins with garbage",
    [`GET ${socketPath} HTTP/1.1`, "Host: HOST", "Origin: http://HOST", ...upgrade, key],
    "\xff".repeat(64),
  ),
  odd("a socket of nobody's session", [
    `GET ${socketPath}&sid=__proto__ HTTP/1.1`,
    "Host: HOST",
    "Origin: http://HOST",
    ...upgrade,
    key,
  ]),
  odd("another protocol's upgrade", [
    "GET / HTTP/1.1",
    "Host: HOST",
    "Connection: Upgrade, HTTP2-Settings",
    "Upgrade: h2c",
  ]),
];

describe.each(["the presenter's side", "the room's side"])("%s", (side) => {
  const urlOf = (): string => (side === "the room's side" ? (show.outsideUrl ?? "") : show.url);

  test.each(ODD)("closes a connection with $what, and serves the next one", async ({ lines, body }) => {
    const url = urlOf();
    const said = lines.map((line) => line.replaceAll("HOST", new URL(url).host));
    const status = await answerTo(url, said, body);
    expect(status).not.toMatch(/^HTTP\/1\.1 (?:200|5)/);
    expect((await ask({ url }, "/talks/probe/en.html")).status).toBe(200);
    // What is refused is told in a sentence; what is no request at all troubles nobody.
    expect(troubles.filter((trouble) => typeof trouble !== "string")).toEqual([]);
  });
});
