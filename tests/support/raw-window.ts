import { io, type Socket } from "socket.io-client";
import type { FromServer, FromWindow, Output, Screen, Welcome } from "#core/protocol/messages.ts";
import { ask } from "./set-up-show.ts";
import { eventually } from "./eventually.ts";

const recentChars = 128 * 1024;

type Heard = {
  [Name in keyof FromServer]: readonly [Name, Parameters<FromServer[Name]>[0]];
}[keyof FromServer];

/** The presenter's cookie, as a browser gets it for the key in the address. */
export async function presenterCookie(show: { url: string; newPresenterUrl(): string }): Promise<string> {
  const { pathname, search } = new URL(show.newPresenterUrl());
  const { headers } = await ask(show, pathname + search);
  return (headers["set-cookie"]?.[0] ?? "").split(";")[0] ?? "";
}

/** A socket on the stage without a deck: what it says is the test's, what it hears is kept. */
export class RawWindow {
  readonly socket: Socket<FromServer, FromWindow>;
  readonly heard: Heard[] = [];
  refused = false;
  /** The newest of all text that was sent, whether as output or as screens. */
  recent = "";

  constructor(show: { readonly url: string }, headers: Readonly<Record<string, string>>) {
    this.socket = io(show.url, {
      path: "/stage",
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      extraHeaders: { ...headers },
    });
    this.socket.on("connect_error", () => (this.refused = true));
    for (const name of ["output", "screen", "resized", "pane", "step", "cluster"] as const) {
      this.socket.on(name, (message: unknown) => this.#hear([name, message] as Heard));
    }
  }

  static async admitted(show: { url: string; newPresenterUrl(): string }): Promise<RawWindow> {
    const window = new RawWindow(show, { cookie: await presenterCookie(show), origin: show.url });
    await eventually(() => window.socket.connected);
    return window;
  }

  hello(protocol = 1): Promise<Welcome> {
    return this.socket.timeout(5000).emitWithAck("hello", { protocol });
  }

  outputs(): Output[] {
    return this.heard.flatMap(([name, message]) => (name === "output" ? [message] : []));
  }

  screens(): Screen[] {
    return this.heard.flatMap(([name, message]) => (name === "screen" ? [message] : []));
  }

  /** All text that was sent, whether as output or as screens. */
  text(): string {
    return this.heard
      .map(([name, message]) => (name === "output" || name === "screen" ? message.data : ""))
      .join("");
  }

  #hear(heard: Heard): void {
    this.heard.push(heard);
    const [name, message] = heard;
    if (name === "output" || name === "screen")
      this.recent = (this.recent + message.data).slice(-recentChars);
  }

  close(): void {
    this.socket.disconnect();
  }
}
