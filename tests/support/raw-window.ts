import { randomUUID } from "node:crypto";
import { io, type Socket } from "socket.io-client";
import { id } from "#core/ids.ts";
import {
  PROTOCOL_VERSION,
  type Driving,
  type FromServer,
  type FromWindow,
  type Output,
  type Screen,
  type Welcome,
  type WindowKind,
} from "#core/protocol/messages.ts";
import type { Pairing } from "#core/protocol/pairing.ts";
import type { ActionName } from "#core/show/press.ts";
import type { ShowState } from "#core/show/state.ts";
import { ask } from "./set-up-show.ts";
import { eventually } from "./eventually.ts";

const recentChars = 128 * 1024;

type Heard = {
  [Name in keyof FromServer]: readonly [Name, Parameters<FromServer[Name]>[0]];
}[keyof FromServer];

interface HelloSetting {
  readonly protocol?: number;
  readonly kind?: WindowKind;
  /** Whether it takes over from a deck that leads. */
  readonly leads?: boolean;
}

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
  /** Its own; a test may give it another window's. */
  name = id<"window">(randomUUID());
  refused = false;
  readonly pressed: ActionName[] = [];
  #welcome: (Welcome & { ok: true }) | null = null;
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
    for (const name of [
      "output",
      "screen",
      "resized",
      "pane",
      "step",
      "cluster",
      "show",
      "driving",
      "reactions",
      "room",
      "pairing",
    ] as const) {
      this.socket.on(name, (message: unknown) => this.#hear([name, message] as Heard));
    }
  }

  static async admitted(show: { url: string; newPresenterUrl(): string }): Promise<RawWindow> {
    const window = new RawWindow(show, { cookie: await presenterCookie(show), origin: show.url });
    await eventually(() => window.socket.connected);
    return window;
  }

  /** Says hello, as a deck that leads unless it is to be something else. */
  async hello({
    protocol = PROTOCOL_VERSION,
    kind = "deck",
    leads = true,
  }: HelloSetting = {}): Promise<Welcome> {
    const welcome = (await this.socket
      .timeout(5000)
      .emitWithAck("hello", { protocol, window: this.name, kind })) as Welcome;
    this.#welcome = welcome.ok ? welcome : null;
    if (welcome.ok && kind === "deck" && leads) await this.socket.timeout(5000).emitWithAck("takeOver", null);
    return welcome;
  }

  /** What the deck that leads was heard to say last. */
  get state(): ShowState | null {
    return this.#newest("show") ?? this.#welcome?.show ?? null;
  }

  get driving(): Driving | null {
    return this.#newest("driving") ?? this.#welcome?.driving ?? null;
  }

  get pairing(): Pairing | null {
    return this.#newest("pairing") ?? this.#welcome?.pairing ?? null;
  }

  /** Does, as a deck, all that is pressed in other windows. */
  performs(): void {
    this.socket.on("press", (press, answer) => {
      this.pressed.push(press.action);
      answer({ ok: true });
    });
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

  #newest<Name extends "show" | "driving" | "pairing">(
    name: Name,
  ): Parameters<FromServer[Name]>[0] | undefined {
    const found = this.heard.findLast(([heard]) => heard === name);
    return found?.[1] as Parameters<FromServer[Name]>[0] | undefined;
  }

  #hear(heard: Heard): void {
    this.heard.push(heard);
    const [name, message] = heard;
    if (name === "output" || name === "screen")
      this.recent = (this.recent + message.data).slice(-recentChars);
  }

  [Symbol.dispose](): void {
    this.close();
  }

  close(): void {
    this.socket.disconnect();
  }
}
