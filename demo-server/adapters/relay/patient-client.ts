import { createClient, type RedisClientType } from "@redis/client";

/** How long a connection may be silent, although it is pinged, before it counts as lost. */
const silentMs = 5000;
const pingEveryMs = 1500;
const mostRetryMs = 1000;
/** After a failed reading. Without a pause the adapter would ask again at once, for ever. */
const rereadMs = 500;
/** Small messages that may wait for an answer of Redis. */
const mostQueued = 2000;

/** A client that connects again for ever, and keeps nothing for a Redis that is away but what was on its way to it. */
export function patientClient(url: string): RedisClientType {
  return createClient({
    url,
    commandsQueueMaxLength: mostQueued,
    pingInterval: pingEveryMs,
    socket: {
      connectTimeout: 3000,
      socketTimeout: silentMs,
      reconnectStrategy: (retries) => Math.min(mostRetryMs, 50 * 2 ** retries),
    },
  });
}

/**
 * The part of a client of the `redis` package that socket.io's adapter calls, without the rejections that it does not
 * catch: one of them would end the process, and with it the show.
 * @param published hears of every message how many bytes it has, and when it has left or is lost.
 */
export function clientForAdapter(
  client: RedisClientType,
  published: (bytes: number, over: Promise<unknown>) => void,
): object {
  return {
    // By this the adapter knows the package.
    sSubscribe: () => undefined,
    duplicate: () => {
      const reader = client.duplicate();
      return clientForAdapter(reader, published);
    },
    on: (event: string, listener: (...values: unknown[]) => void) => client.on(event, listener),
    connect: () => client.connect().catch(ignore),
    disconnect: () => {
      if (client.isOpen) client.destroy();
    },
    publish: (channel: string, payload: Buffer) => {
      const over = client.publish(channel, payload).catch(ignore);
      published(payload.length, over);
      return over;
    },
    subscribe: (
      channels: string[],
      listener: (payload: Buffer, channel: Buffer) => void,
      asBuffers: true,
    ): void => {
      client.subscribe(channels, listener, asBuffers).catch(ignore);
    },
    xRead: async (
      streams: { key: string; id: string }[],
      options: { COUNT: number; BLOCK: number },
    ): Promise<unknown> => {
      try {
        return await client.xRead(streams, options);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, rereadMs).unref());
        return null;
      }
    },
  };
}

function ignore(): void {
  // What fails is tried again, or said by the client's own `error` event.
}
