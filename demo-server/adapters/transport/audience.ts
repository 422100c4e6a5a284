import type { IncomingMessage, Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import { z } from "zod";
import { Allowance } from "#core/allowance.ts";
import type { FromViewer, ToViewer } from "#core/protocol/audience.ts";
import type { Hall } from "#server/app/audience-source.ts";
import type { Audience } from "#server/app/audience.ts";
import type { Clock, Disposable } from "#server/app/ports.ts";
import { audienceMessages } from "./audience-messages.ts";
import { Complaints } from "./complaints.ts";
import type { Admission } from "./guard.ts";
import { Places, type PlaceRules } from "./places.ts";
import { SocketRecipient } from "./socket-recipient.ts";

/** A question of the widest characters, and the message around it. [P41] */
const messageBytes = 4096;
/** A page that follows three panes says six things when it opens. [P41] */
const messageRate = { burst: 30, perSecond: 5 };
const placeRules: PlaceRules = { of: "viewers", all: 5000, ofOneAddress: 2500 };
/** Whoever opens a socket and does not come in is shown out after this. */
const comesInWithinMs = 20_000;

export type AudienceSocket = Socket<FromViewer, ToViewer>;

/** What is used of engine.io's socket, which socket.io's types leave open. */
interface Connection {
  readonly remoteAddress: string;
  once(event: "close", then: () => void): unknown;
}

/** Where viewers come in. */
export interface AudienceDoor extends Hall, Disposable {
  /** Lets viewers in through this server, at `/audience`. */
  open(http: HttpServer, admit: (request: IncomingMessage) => Admission): void;
  /** From now on who comes in belongs to this audience. */
  lead(audience: Audience): void;
}

/** Makes the namespace `/audience`. Nobody comes in before a door is open. */
export function createAudienceDoor(
  clock: Clock,
  onTrouble: (trouble: unknown) => void,
  rules: PlaceRules = placeRules,
): AudienceDoor {
  const server = new Server<FromViewer, ToViewer>({
    path: "/audience",
    serveClient: false,
    transports: ["websocket"],
    maxHttpBufferSize: messageBytes,
    // The answer waits behind what is on its way to the viewer: it tells how far behind a slow one is. [P39]
    pingInterval: 2000,
    pingTimeout: 20_000,
    connectTimeout: comesInWithinMs,
  });
  const complaints = new Complaints(clock, onTrouble);
  const viewers = server.of("/audience");
  // The namespace without a name is nobody's, and has no rules.
  server.on("connection", (socket) => socket.disconnect(true));
  const engines: (typeof server.engine)[] = [];
  const places = new Places(rules);
  const placeless = new WeakSet<object>();
  const seat = (connection: Connection): void => {
    const why = places.whyNone(connection.remoteAddress);
    if (why === null) {
      connection.once("close", places.take(connection.remoteAddress));
      return;
    }
    complaints.refused(`a viewer's socket: ${why}`);
    placeless.add(connection);
  };
  // Let in as far as here, because a browser tells its page nothing of a socket that was refused before.
  viewers.use(({ conn }, next) => {
    if (!placeless.has(conn)) {
      next();
      return;
    }
    next(new Error("There is no place left."));
    // By then that is on its way.
    setImmediate(() => conn.close());
  });
  return {
    open: (http, admit) => {
      server.attach(http, {
        allowRequest: (request, decide) => {
          const refusal = whyNot(request, admit);
          if (refusal !== null) complaints.refused(`a viewer's socket: ${refusal}`);
          decide(null, refusal === null);
        },
      });
      engines.push(server.engine);
      server.engine.on("connection", seat);
    },
    lead: (audience) => {
      viewers.on("connection", (socket) => welcome(socket, audience, clock, complaints));
    },
    tell: (room, name, message) => {
      (viewers.to(room).emit as (event: string, message: unknown) => boolean)(name, message);
    },
    dispose: () => {
      viewers.disconnectSockets(true);
      for (const engine of engines) engine.close();
    },
  };
}

function whyNot(request: IncomingMessage, admit: (request: IncomingMessage) => Admission): string | null {
  // Browsers name the page that opens a socket; what does not is no viewer's page. [P35]
  if (request.headers.origin === undefined) return "it names no page.";
  const admission = admit(request);
  return admission.ok ? null : admission.why.en;
}

/** [P41] What is malformed, unknown or too often is dropped, and said once for each socket. */
function welcome(socket: AudienceSocket, audience: Audience, clock: Clock, complaints: Complaints): void {
  const viewer = audience.enter(new SocketRecipient(socket, clock));
  const rate = new Allowance(messageRate);
  let complained = false;
  const refuse = (why: string): void => {
    if (!complained) complaints.refused(`a viewer's message: ${why}`);
    complained = true;
  };
  const heard =
    <Message>(schema: z.ZodType<Message>, hear: (message: Message) => unknown) =>
    (raw: unknown, answer?: unknown): void => {
      const parsed = schema.safeParse(raw);
      if (!parsed.success) {
        refuse(z.prettifyError(parsed.error));
        return;
      }
      const reply = hear(parsed.data);
      if (typeof answer === "function") (answer as (reply: unknown) => void)(reply);
    };

  socket.use(([name], next) => {
    if (!Object.hasOwn(audienceMessages, name)) refuse(`a viewer cannot say "${name.slice(0, 40)}".`);
    else if (!rate.take(clock.now())) refuse("too many of them.");
    else next();
  });
  const { hello, follow, unfollow, react, question } = audienceMessages;
  socket.on(
    "hello",
    heard(hello, (message) => viewer.hello(message)),
  );
  socket.on(
    "follow",
    heard(follow, (message) => viewer.follow(message)),
  );
  socket.on(
    "unfollow",
    heard(unfollow, (pane) => viewer.unfollow(pane)),
  );
  socket.on(
    "react",
    heard(react, (reaction) => viewer.react(reaction)),
  );
  socket.on(
    "question",
    heard(question, (text) => viewer.question(text)),
  );
  socket.on("disconnect", () => viewer.dispose());
}
