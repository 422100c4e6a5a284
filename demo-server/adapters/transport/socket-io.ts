import type { IncomingMessage, Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import type { z } from "zod";
import { PROTOCOL_VERSION, type FromServer, type FromWindow, type Welcome } from "#core/protocol/messages.ts";
import type { Disposable } from "#server/app/ports.ts";
import type { Stage } from "#server/app/stage.ts";
import { PresenterWindow, Requests, type Send } from "#server/app/window.ts";
import { messages } from "./messages.ts";

/** A paste of 256 KiB of the widest characters, and the message around it. */
const messageBytes = 1024 * 1024;

export interface StageServerOptions {
  readonly http: HttpServer;
  readonly stage: Stage;
  /** Whether this request comes from the presenter, and else why it is refused. */
  readonly admit: (
    request: IncomingMessage,
  ) => { readonly ok: true } | { readonly ok: false; readonly why: string };
  /** Hears, in a sentence, what was refused and what failed. */
  readonly onTrouble: (trouble: unknown) => void;
}

/** Serves the stage to the presenter's windows over socket.io, at `/stage`. */
export function serveStage({ http, stage, admit, onTrouble }: StageServerOptions): Disposable {
  const requests = new Requests();
  const server = new Server<FromWindow, FromServer>(http, {
    path: "/stage",
    serveClient: false,
    transports: ["websocket"],
    maxHttpBufferSize: messageBytes,
    pingInterval: 5000,
    pingTimeout: 4000,
    allowRequest: (request, decide) => {
      const admission = admit(request);
      if (!admission.ok) onTrouble(`refused a socket: ${admission.why}`);
      decide(null, admission.ok);
    },
  });
  server.on("connection", (socket) => welcome(socket, stage, requests, onTrouble));
  return {
    dispose: () => {
      server.disconnectSockets(true);
      server.engine.close();
    },
  };
}

type WindowSocket = Socket<FromWindow, FromServer>;

function welcome(
  socket: WindowSocket,
  stage: Stage,
  requests: Requests,
  onTrouble: (trouble: unknown) => void,
): void {
  const send: Send = (name, message) => {
    (socket.emit as (event: string, message: unknown) => boolean)(name, message);
  };
  const window = new PresenterWindow(stage, requests, send);
  const on = <Name extends keyof typeof messages>(
    name: Name,
    hear: (message: z.output<(typeof messages)[Name]>, answer: unknown) => void,
  ): void => {
    const listener = (raw: unknown, answer: unknown): void => {
      const parsed = messages[name].safeParse(raw);
      if (parsed.success) hear(parsed.data, answer);
      else
        onTrouble(
          `refused a malformed "${name}" message: ${parsed.error.issues[0]?.message ?? "unreadable"}`,
        );
    };
    socket.on(name, listener);
  };

  on("hello", ({ protocol }, answer) => reply(answer, greet(protocol, window)));
  on("open", (open) => void window.open(open));
  on("close", (pane) => window.close(pane));
  on("ack", (ack) => window.ack(ack));
  on("input", (input) => window.input(input));
  on("resize", (resize) => window.resize(resize));
  on("ask", (ask, answer) => {
    void window
      .ask(ask)
      .catch((error: unknown) => {
        onTrouble(`"${ask.action.do}" failed: ${error instanceof Error ? error.message : String(error)}`);
        return { ok: false, why: "The server could not do that; its terminal says why." };
      })
      .then((result) => reply(answer, result));
  });
  socket.on("disconnect", () => window.dispose());
}

function greet(protocol: number, window: PresenterWindow): Welcome {
  if (protocol === PROTOCOL_VERSION) return { ok: true, stage: window.view };
  return {
    ok: false,
    why: `This page speaks protocol ${protocol}, the server ${PROTOCOL_VERSION}: reload the page.`,
  };
}

function reply(answer: unknown, value: unknown): void {
  if (typeof answer === "function") (answer as (value: unknown) => void)(value);
}
