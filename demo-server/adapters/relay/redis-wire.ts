import { createAdapter } from "@socket.io/redis-streams-adapter";
import { Server } from "socket.io";
import type { Relayed } from "#core/protocol/relay.ts";
import type { Wire, WireListener } from "#server/app/relay-wire.ts";
import { readSaid } from "./messages.ts";
import { clientForAdapter, patientClient } from "./patient-client.ts";

export interface RedisWireSetting {
  /** May hold a password: never said. */
  readonly url: string;
  /** Stages and relays of one talk hear each other. */
  readonly talk: string;
  /** Hears, in a sentence, when Redis is away and when it is there again, and what failed. */
  readonly onTrouble: (trouble: unknown) => void;
}

/** One event of socket.io between servers carries all messages. */
interface BetweenServers {
  said: (name: unknown, message: unknown) => void;
}

type Nothing = Record<string, never>;

/**
 * The wire of socket.io's own Redis Streams adapter. Its event between servers is used, and not its broadcasts: those
 * reach the sockets of a relay beside the relay's copy of the pane, and who comes at that moment would get a part twice.
 */
export function openRedisWire({ url, talk, onTrouble }: RedisWireSetting): Wire {
  const client = patientClient(url);
  let unsent = 0;
  let isAway = false;
  const listeners = new Set<WireListener>();

  client.on("error", (error: unknown) => {
    if (!isAway) onTrouble(`Redis does not answer (${reasonOf(error)}). Relays wait; it is tried again.`);
    isAway = true;
  });
  client.on("ready", () => {
    if (isAway) onTrouble("Redis answers again.");
    isAway = false;
    for (const { back } of listeners) back();
  });
  const counted = (bytes: number, over: Promise<unknown>): void => {
    unsent += bytes;
    void over.then(() => (unsent -= bytes));
  };
  const server = new Server<Nothing, Nothing, BetweenServers>({
    adapter: createAdapter(clientForAdapter(client, counted), {
      streamName: `kuroko:${talk}`,
      channelPrefix: `kuroko:${talk}`,
      maxLen: 100,
      // Shorter than the silence after which a connection counts as lost.
      blockTimeInMs: 2000,
    }),
  });
  const all = server.of("/");
  all.on("said", (name, message) => {
    const said = readSaid(name, message);
    if (said) for (const { heard } of listeners) heard(said);
    else onTrouble("Something came from Redis that no stage and no relay says; it is left out.");
  });
  client.connect().catch(onTrouble);

  const say = (name: keyof Relayed, message: unknown): void => {
    if (client.isReady) all.serverSideEmit("said", name, message);
  };
  return {
    get unsentBytes() {
      return client.isReady ? unsent : Infinity;
    },
    say,
    listen: (listener) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    dispose: () => {
      listeners.clear();
      void all.adapter.close();
      if (client.isOpen) client.destroy();
    },
  };
}

/** Without the address: it may hold a password. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return error instanceof Error ? (error.message.split("\n")[0] ?? "") : "unknown";
}
