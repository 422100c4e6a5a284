import {
  PROTOCOL_VERSION,
  type FromServer,
  type FromWindow,
  type Welcome,
  type WindowKind,
} from "#core/protocol/messages.ts";
import type { WindowId } from "#core/ids.ts";
import { io, type Socket } from "socket.io-client";
import { ownWindowId } from "./window-id.ts";

export type Welcomed = Welcome & { readonly ok: true };

type HearPress = FromServer["press"];

export interface ConnectionListener {
  /** The server is heard, for the first time or again. */
  welcomed(welcome: Welcomed): void;
  lost(): void;
}

/**
 * An attempt that the network swallows is given up after this; within it the system asks once more, after a second, and is
 * heard where the link is back by then.
 */
const ATTEMPT_MS = 1500;
/** A browser holds back the sockets of a page for up to 5 s when some twenty have failed: then fewer, longer attempts. */
const QUICK_ATTEMPTS = 12;
const LONG_ATTEMPT_MS = 4000;

/** This window's one socket to the server. Panes, cluster and show link share it. */
export class StageConnection {
  readonly window: WindowId;
  readonly socket: Socket<FromServer, FromWindow>;
  readonly #kind: WindowKind;
  readonly #listeners = new Set<ConnectionListener>();
  /** What was pressed elsewhere before this window could do it. */
  readonly #waiting: Parameters<HearPress>[] = [];
  #hearPress: HearPress | null = null;
  #welcomed: Welcomed | null = null;

  constructor(window: WindowId, kind: WindowKind) {
    this.window = window;
    this.#kind = kind;
    this.socket = io({
      path: "/stage",
      transports: ["websocket"],
      reconnectionDelay: 200,
      reconnectionDelayMax: 500,
    });
    this.socket.io.on("reconnect_attempt", (attempt) => {
      this.socket.io.timeout(attempt <= QUICK_ATTEMPTS ? ATTEMPT_MS : LONG_ATTEMPT_MS);
    });
    this.socket.on("connect", () => this.greet());
    this.socket.on("disconnect", (reason) => this.#lost(reason));
    // The other windows know of this one before its deck is put together.
    this.socket.on("press", (...pressed) => {
      if (this.#hearPress) this.#hearPress(...pressed);
      else this.#waiting.push(pressed);
    });
  }

  /** Whether the server is heard. */
  get isWelcomed(): boolean {
    return this.#welcomed !== null;
  }

  /** Asks for the whole state again, for a window that has missed something. */
  greet(): void {
    const hello = { protocol: PROTOCOL_VERSION, window: this.window, kind: this.#kind };
    this.socket.emit("hello", hello, (welcome) => {
      if (!welcome.ok) {
        console.error(`kuroko: ${welcome.why}`);
        return;
      }
      this.#welcomed = welcome;
      for (const listener of this.#listeners) listener.welcomed(welcome);
    });
  }

  /** One that comes late hears at once what it missed. */
  listen(listener: ConnectionListener): void {
    this.#listeners.add(listener);
    if (this.#welcomed) this.greet();
  }

  /** Hears from now on what is pressed in other windows, and first what waits. */
  hearPresses(hear: HearPress): void {
    this.#hearPress = hear;
    for (const pressed of this.#waiting.splice(0)) hear(...pressed);
  }

  #lost(reason: string): void {
    this.#welcomed = null;
    this.#waiting.length = 0;
    for (const listener of this.#listeners) listener.lost();
    // A server that is stopped takes its leave, and socket.io would not look for the next one by itself.
    if (reason === "io server disconnect") this.socket.connect();
  }
}

let connection: Promise<StageConnection> | null = null;

/** The window's connection, made when it is first asked for; `kind` is what the first one said. */
export function stageConnection(kind: WindowKind): Promise<StageConnection> {
  return (connection ??= ownWindowId().then((window) => new StageConnection(window, kind)));
}
