import type { ToViewer } from "#core/protocol/audience.ts";
import type { Recipient } from "#server/app/audience-source.ts";
import type { AudienceSocket } from "./audience.ts";

/** A viewer at the other end of a socket. Rooms are socket.io's, which in one process are entered at once. */
export class SocketRecipient implements Recipient {
  readonly #socket: AudienceSocket;
  /** Characters that wait in engine.io until what was sent before has left. */
  #waiting = 0;

  constructor(socket: AudienceSocket) {
    this.#socket = socket;
    socket.conn.on("packetCreate", ({ data }: { data?: unknown }) => {
      if (typeof data === "string") this.#waiting += data.length;
    });
    socket.conn.on("flush", () => (this.#waiting = 0));
  }

  get unsentBytes(): number {
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
