import type { IncomingMessage, Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import { z } from "zod";
import {
  PROTOCOL_VERSION,
  type Answer,
  type FromServer,
  type FromWindow,
  type Welcome,
} from "#core/protocol/messages.ts";
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
      // Browsers name the page that opens a socket; what does not is no window of the deck. [P1]
      const admission =
        request.headers.origin === undefined
          ? { ok: false as const, why: "it names no page." }
          : admit(request);
      if (!admission.ok) onTrouble(`Refused a socket: ${admission.why}`);
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
  /** [P2] Takes a message in only if it fits its schema. */
  const heard =
    <Message>(schema: z.ZodType<Message>, hear: (message: Message, reply: Reply) => void) =>
    (raw: unknown, answer?: unknown): void => {
      const parsed = schema.safeParse(raw);
      if (parsed.success) hear(parsed.data, replyBy(answer));
      else onTrouble(`Refused a malformed message: ${z.prettifyError(parsed.error)}`);
    };

  socket.on(
    "hello",
    heard(messages.hello, ({ protocol }, reply) => reply(greet(protocol, window))),
  );
  socket.on(
    "open",
    heard(messages.open, (open) => void window.open(open)),
  );
  socket.on(
    "close",
    heard(messages.close, (pane) => window.close(pane)),
  );
  socket.on(
    "ack",
    heard(messages.ack, (ack) => window.ack(ack)),
  );
  socket.on(
    "input",
    heard(messages.input, (input) => window.input(input)),
  );
  socket.on(
    "resize",
    heard(messages.resize, (resize) => window.resize(resize)),
  );
  socket.on(
    "ask",
    heard(messages.ask, (ask, reply) => {
      window.ask(ask).then(reply, (error: unknown) => {
        onTrouble(error);
        reply({ ok: false, why: "The server could not do that; its terminal says why." });
      });
    }),
  );
  socket.on("disconnect", (reason, cause: unknown) => {
    window.dispose();
    if (reason === "transport error" || reason === "parse error") onTrouble(whyBroken(reason, cause));
  });
}

/** A message larger than `messageBytes` ends here too: the WebSocket is closed by it. */
function whyBroken(reason: string, cause: unknown): string {
  const inner = cause instanceof Error && "description" in cause ? cause.description : cause;
  return `A window's socket was closed: ${inner instanceof Error ? inner.message : reason}`;
}

type Reply = (value: Welcome | Answer) => void;

/** A window that gave no callback wants no answer. */
function replyBy(answer: unknown): Reply {
  return (value) => {
    if (typeof answer === "function") (answer as Reply)(value);
  };
}

function greet(protocol: number, window: PresenterWindow): Welcome {
  if (protocol === PROTOCOL_VERSION) return { ok: true, stage: window.view };
  return {
    ok: false,
    why: `This page speaks protocol ${protocol}, the server ${PROTOCOL_VERSION}: reload the page.`,
  };
}
