import type { IncomingMessage, Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import { z } from "zod";
import {
  PROTOCOL_VERSION,
  type Answer,
  type FromServer,
  type FromWindow,
  type Hello,
  type Welcome,
} from "#core/protocol/messages.ts";
import type { Press } from "#core/show/press.ts";
import type { Disposable } from "#server/app/ports.ts";
import { Requests } from "#server/app/requests.ts";
import type { ShowDesk } from "#server/app/show-desk.ts";
import { ShowWindow } from "#server/app/show-window.ts";
import type { Stage } from "#server/app/stage.ts";
import { PresenterWindow, type Send } from "#server/app/window.ts";
import type { Admission } from "./guard.ts";
import { answer as answerSchema, messages } from "./messages.ts";

/** A paste of 256 KiB of the widest characters, and the message around it. */
const messageBytes = 1024 * 1024;

/** The deck that leads answers a press at once; what it does may take longer. */
const performWithinMs = 4000;

export interface StageServerOptions {
  readonly http: HttpServer;
  readonly desk: ShowDesk;
  /** The talk's shells; null where nothing is live. */
  readonly stage: Stage | null;
  /** Where the room finds the talk; null where nothing is open to it. */
  readonly audienceUrl: string | null;
  /** Who asks for a socket, and else why that is refused. */
  readonly admit: (request: IncomingMessage) => Admission;
  /** Hears, in a sentence, what was refused and what failed. */
  readonly onTrouble: (trouble: unknown) => void;
}

/** Serves the show, and its stage, to the presenter's windows over socket.io, at `/stage`. */
export function serveStage(options: StageServerOptions): Disposable {
  const { http, admit, onTrouble } = options;
  const requests = new Requests();
  const server = new Server<FromWindow, FromServer>(http, {
    path: "/stage",
    serveClient: false,
    transports: ["websocket"],
    maxHttpBufferSize: messageBytes,
    pingInterval: 5000,
    pingTimeout: 4000,
    allowRequest: (request, decide) => {
      const why = whyOutside(request, admit);
      if (why !== null) onTrouble(`Refused a socket: ${why}`);
      decide(null, why === null);
    },
  });
  server.on("connection", (socket) => welcome(socket, options, requests));
  return {
    dispose: () => {
      server.disconnectSockets(true);
      server.engine.close();
    },
  };
}

/** [P1] Why this is no window of the presenter's; null where it is one. */
function whyOutside(request: IncomingMessage, admit: StageServerOptions["admit"]): string | null {
  // Browsers name the page that opens a socket.
  if (request.headers.origin === undefined) return "it names no page.";
  const admission = admit(request);
  if (!admission.ok) return admission.why;
  return admission.role === "presenter" ? null : "it is not the presenter's.";
}

type WindowSocket = Socket<FromWindow, FromServer>;

function welcome(socket: WindowSocket, options: StageServerOptions, requests: Requests): void {
  const { stage, desk, audienceUrl, onTrouble } = options;
  const send: Send = (name, message) => {
    (socket.emit as (event: string, message: unknown) => boolean)(name, message);
  };
  const visit = new ShowWindow(desk, send, (press) => perform(socket, press));
  const window = stage && new PresenterWindow(stage, requests, send, () => visit.leads);
  /** [P2] Takes a message in only if it fits its schema. */
  const heard =
    <Message>(schema: z.ZodType<Message>, hear: (message: Message, reply: Reply) => void) =>
    (raw: unknown, answer?: unknown): void => {
      const parsed = schema.safeParse(raw);
      if (parsed.success) hear(parsed.data, replyBy(answer));
      else onTrouble(`Refused a malformed message: ${z.prettifyError(parsed.error)}`);
    };
  const failed = (error: unknown): Answer => {
    onTrouble(error);
    return { ok: false, why: "The server could not do that; its terminal says why." };
  };

  socket.on(
    "hello",
    heard(messages.hello, (hello, reply) => {
      const why = enter(hello, visit);
      if (why !== null) reply({ ok: false, why });
      else reply({ ok: true, stage: window?.view ?? null, ...visit.view, audienceUrl, pairing: null });
    }),
  );
  socket.on(
    "open",
    heard(messages.open, (open) => void window?.open(open)),
  );
  socket.on(
    "close",
    heard(messages.close, (pane) => window?.close(pane)),
  );
  socket.on(
    "ack",
    heard(messages.ack, (ack) => window?.ack(ack)),
  );
  socket.on(
    "input",
    heard(messages.input, (input) => window?.input(input)),
  );
  socket.on(
    "resize",
    heard(messages.resize, (resize) => window?.resize(resize)),
  );
  socket.on(
    "ask",
    heard(messages.ask, (ask, reply) => {
      (window?.ask(ask) ?? Promise.resolve(NOTHING_LIVE)).catch(failed).then(reply, onTrouble);
    }),
  );
  socket.on(
    "tell",
    heard(messages.tell, (state) => visit.tell(state)),
  );
  socket.on(
    "press",
    heard(messages.press, (press, reply) => {
      visit.press(press).catch(failed).then(reply, onTrouble);
    }),
  );
  socket.on(
    "takeOver",
    heard(messages.takeOver, (_, reply) => reply(visit.takeOver())),
  );
  socket.on(
    "pair",
    heard(messages.pair, (_, reply) => reply(NO_REMOTES)),
  );
  socket.on("disconnect", (reason, cause: unknown) => {
    window?.dispose();
    visit.dispose();
    if (reason === "transport error" || reason === "parse error") onTrouble(whyBroken(reason, cause));
  });
}

const NOTHING_LIVE: Answer = {
  ok: false,
  why: "Nothing is live in this show: it was started without --live.",
};

const NO_REMOTES: Answer = {
  ok: false,
  why: "No remote can be paired: the server was started without --remote.",
};

/** A message larger than `messageBytes` ends here too: the WebSocket is closed by it. */
function whyBroken(reason: string, cause: unknown): string {
  const inner = cause instanceof Error && "description" in cause ? cause.description : cause;
  return `A window's socket was closed: ${inner instanceof Error ? inner.message : reason}`;
}

async function perform(socket: WindowSocket, press: Press): Promise<Answer> {
  const said: unknown = await socket.timeout(performWithinMs).emitWithAck("press", press);
  return answerSchema.parse(said);
}

type Reply = (value: Welcome | Answer) => void;

/** A window that gave no callback wants no answer. */
function replyBy(answer: unknown): Reply {
  return (value) => {
    if (typeof answer === "function") (answer as Reply)(value);
  };
}

/** Why this window cannot come in; null where it has. */
function enter({ protocol, window, kind }: Hello, visit: ShowWindow): string | null {
  if (protocol !== PROTOCOL_VERSION)
    return `This page speaks protocol ${protocol}, the server ${PROTOCOL_VERSION}: reload the page.`;
  visit.enter(window, kind);
  return null;
}
