import type { ToViewer } from "#core/protocol/audience.ts";
import type { Recipient } from "#server/app/audience-source.ts";
import type { Clock } from "#server/app/ports.ts";
import type { AudienceSocket } from "./audience.ts";

/**
 * A ping that was not answered for so long waits behind what the system keeps for the viewer, which may be megabytes and
 * cannot be asked for.
 */
const pongWithinMs = 1000;

/** A viewer at the other end of a socket. Rooms are socket.io's, which in one process are entered at once. */
export class SocketRecipient implements Recipient {
  readonly people = 1;
  readonly #socket: AudienceSocket;
  readonly #clock: Clock;
  /** Characters that wait in engine.io until what was sent before has left. */
  #waiting = 0;
  #pingedAt: number | null = null;

  constructor(socket: AudienceSocket, clock: Clock) {
    this.#socket = socket;
    this.#clock = clock;
    socket.conn.on("packetCreate", ({ type, data }: { type: string; data?: unknown }) => {
      if (type === "ping") this.#pingedAt = clock.now();
      else if (typeof data === "string") this.#waiting += data.length;
    });
    socket.conn.on("flush", () => (this.#waiting = 0));
    socket.conn.on("heartbeat", () => (this.#pingedAt = null));
  }

  get unsentBytes(): number {
    const pinged = this.#pingedAt;
    if (pinged !== null && this.#clock.now() - pinged > pongWithinMs) return Infinity;
    return this.#waiting + this.#socket.request.socket.writableLength;
  }

  enter(room: string): void {
    void this.#socket.join(room);
  }

  leave(room: string): void {
    void this.#socket.leave(room);
  }

  tell<Name extends keyof ToViewer>(name: Name, message: Parameters<ToViewer[Name]>[0]): void {
    (this.#socket.emit as (event: string, message: unknown) => boolean)(name, message);
  }
}
