import { describe, expect, it } from "vitest";
import { id } from "#core/ids.ts";
import type { Action, Answer, Ask } from "#core/protocol/messages.ts";
import { Asks, type Acquaintance } from "../../../slides/sources/asks.ts";
import type { StageConnection } from "../../../slides/link/stage-connection.ts";

const reopen: Action = { do: "reopen", pane: id<"pane">("far") };

/** A server that comes and goes, and what it was asked. */
class Server implements Acquaintance {
  connected = false;
  readonly asked: Ask[] = [];
  /** What it answers; null where it dies before. */
  answers: (Answer | null)[] = [];
  readonly #listeners = new Set<() => void>();

  readonly socket = {
    timeout: () => ({
      emitWithAck: (_: string, ask: Ask): Promise<Answer> => {
        this.asked.push(ask);
        const answer = this.answers.shift();
        if (answer) return Promise.resolve(answer);
        this.is(false);
        return Promise.reject(new Error("the socket has been disconnected"));
      },
    }),
  } as unknown as StageConnection["socket"];

  is(connected: boolean): void {
    this.connected = connected;
    for (const listener of [...this.#listeners]) listener();
  }

  onChange(listener: () => void): { dispose: () => void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }
}

describe("what a window asks", () => {
  it("waits until the server knows the window: a stranger's would be refused", async () => {
    const server = new Server();
    server.answers = [{ ok: true }];
    const answer = new Asks(server.socket, server).ask(reopen);
    await Promise.resolve();
    expect(server.asked).toEqual([]);
    server.is(true);
    expect(await answer).toEqual({ ok: true });
    expect(server.asked).toHaveLength(1);
  });

  it("is asked again by the same name where the answer was lost, when the server is back", async () => {
    const server = new Server();
    server.is(true);
    server.answers = [null, { ok: true }];
    const answer = new Asks(server.socket, server).ask(reopen);
    await expect.poll(() => server.asked).toHaveLength(1);
    server.is(true);
    expect(await answer).toEqual({ ok: true });
    expect(server.asked[1]).toEqual(server.asked[0]);
  });

  it("is not asked again where that may not be", async () => {
    const server = new Server();
    server.is(true);
    server.answers = [null, { ok: true }];
    const answer = new Asks(server.socket, server).ask(reopen, () => false);
    await expect.poll(() => server.connected).toBe(false);
    server.is(true);
    expect(await answer).toEqual({ ok: false, why: "The server does not answer." });
    expect(server.asked).toHaveLength(1);
  });
});
