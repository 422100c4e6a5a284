import type { IncomingMessage, Server as HttpServer } from "node:http";
import { Server } from "socket.io";
import type { FromServer, FromWindow } from "#core/protocol/messages.ts";
import type { Disposable } from "#server/app/ports.ts";
import { Requests } from "#server/app/requests.ts";
import { systemClock } from "../clock.ts";
import { Complaints } from "./complaints.ts";
import type { Guard } from "./guard.ts";
import { serveWindow, type PressingRole, type WindowParts } from "./window-socket.ts";

/** A paste of 256 KiB of the widest characters, and the message around it. */
const messageBytes = 1024 * 1024;

/** A server through which windows come in, and who decides which. */
export interface Door {
  readonly http: HttpServer;
  readonly guard: Pick<Guard, "admit">;
}

export interface StageServerOptions extends WindowParts {
  readonly doors: readonly Door[];
}

/** Serves the show, and its stage, to the presenter's windows over socket.io, at `/stage`. */
export function serveStage(options: StageServerOptions): Disposable {
  const { doors, onTrouble } = options;
  const complaints = new Complaints(systemClock, onTrouble);
  const requests = new Requests();
  const entries = new WeakMap<IncomingMessage, Entry & { ok: true }>();
  const server = new Server<FromWindow, FromServer>({
    path: "/stage",
    serveClient: false,
    transports: ["websocket"],
    maxHttpBufferSize: messageBytes,
    pingInterval: 5000,
    pingTimeout: 4000,
  });
  const engines = doors.map(({ http, guard }) => {
    // Each door's own: a flood at the network's side must not hide what is refused at the presenter's.
    const refusals = new Complaints(systemClock, onTrouble);
    server.attach(http, {
      allowRequest: (request, decide) => {
        const entry = entryOf(request, guard);
        if (entry.ok) entries.set(request, entry);
        else refusals.refused(`a socket: ${entry.why}`);
        decide(null, entry.ok);
      },
    });
    return server.engine;
  });
  server.on("connection", (socket) => {
    const entry = entries.get(socket.request);
    if (entry) serveWindow(socket, entry.role, options, { requests, complaints });
    else socket.disconnect(true);
  });
  // A remote that is unpaired is cut off at once. [P29]
  const pairing = options.pairing?.listen(() => {
    for (const socket of server.sockets.sockets.values())
      if (entries.get(socket.request)?.stays() === false) socket.disconnect(true);
  });
  return {
    dispose: () => {
      pairing?.dispose();
      server.disconnectSockets(true);
      for (const engine of engines) engine.close();
    },
  };
}

type Entry =
  | {
      readonly ok: true;
      readonly role: PressingRole;
      /** Whether it would be let in again. */
      readonly stays: () => boolean;
    }
  | { readonly ok: false; readonly why: string };

/** [P1] Who this is, where it is a window of the presenter's. */
function entryOf(request: IncomingMessage, guard: Door["guard"]): Entry {
  // Browsers name the page that opens a socket.
  if (request.headers.origin === undefined) return { ok: false, why: "it names no page." };
  const admission = guard.admit(request);
  if (!admission.ok) return { ok: false, why: admission.why.en };
  const { role } = admission;
  if (role === "viewer") return { ok: false, why: "it is not the presenter's." };
  const stays = (): boolean => {
    const now = guard.admit(request);
    return now.ok && now.role === role;
  };
  return { ok: true, role, stays };
}
