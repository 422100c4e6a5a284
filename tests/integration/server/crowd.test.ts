import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PlaceRules } from "#server/adapters/transport/places.ts";
import { openOutside, type Outside, type Shown } from "#server/outside.ts";
import { eventually } from "../../support/eventually.ts";

let outside: Outside;
let port: number;
let said: string[];

beforeEach(async () => {
  said = [];
  const config = { host: "0.0.0.0", port: 0, viewers: true, remotes: false };
  const site: Shown["site"] = (_, { response }) => {
    response.end("served");
    return Promise.resolve();
  };
  const log = { building: () => undefined, trouble: (trouble: unknown) => said.push(String(trouble)) };
  const few: PlaceRules = { of: "connections", all: 5, ofOneAddress: 3 };
  outside = await openOutside(config, { site, front: "/", language: "en" }, log, few);
  port = Number(new URL(outside.url).port);
});
afterEach(() => outside.close());

/** Connections that say nothing. */
function silent(count: number, localAddress: string): Socket[] {
  return Array.from({ length: count }, () => {
    const socket = connect({ port, host: "127.0.0.1", localAddress });
    return socket.on("error", () => undefined);
  });
}

const open = (sockets: readonly Socket[]): number => sockets.filter(({ closed }) => !closed).length;

/** Whether a whole request is answered. */
async function isServed(localAddress: string): Promise<boolean> {
  const socket = connect({ port, host: "127.0.0.1", localAddress });
  let reply = "";
  socket.on("error", () => undefined).on("data", (bytes) => (reply += String(bytes)));
  socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
  await once(socket, "close");
  return reply.endsWith("served");
}

describe("the connections to the room's side", () => {
  test("are not all taken by one address that says nothing", async () => {
    const greedy = silent(9, "127.0.0.2");
    await eventually(() => open(greedy) === 3);
    expect(await isServed("127.0.0.2")).toBe(false);
    expect(await isServed("127.0.0.3")).toBe(true);
    expect(said[0]).toContain("Refused a connection: 3 connections of 127.0.0.2 are here already");
    for (const socket of greedy) socket.destroy();
    await eventually(() => isServed("127.0.0.2"));
  });

  test("are no more than the process can carry", async () => {
    const many = ["127.0.0.2", "127.0.0.3", "127.0.0.4"].flatMap((address) => silent(3, address));
    await eventually(() => open(many) === 5);
    expect(await isServed("127.0.0.5")).toBe(false);
    expect(said.at(-1)).toContain("5 connections are here already");
    for (const socket of many) socket.destroy();
    await eventually(() => isServed("127.0.0.5"));
  });
});
