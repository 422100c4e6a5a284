import { createServer, type Server } from "node:http";
import { nameToShow, namesOf } from "./adapters/transport/hosts.ts";
import { Complaints } from "./adapters/transport/complaints.ts";
import { boundConnections } from "./adapters/transport/crowd.ts";
import { createHttp, type HttpSetting } from "./adapters/transport/http.ts";
import { listen } from "./adapters/transport/listen.ts";
import { createOutsideGuard } from "./adapters/transport/outside-guard.ts";
import type { PlaceRules } from "./adapters/transport/places.ts";
import { createRemoteDoor } from "./adapters/transport/remote-door.ts";
import type { Asking, Guard } from "./adapters/transport/guard.ts";
import { systemClock } from "./adapters/clock.ts";
import { systemChance } from "./adapters/chance.ts";
import { PairingDesk } from "./app/pairing-desk.ts";
import type { OutsideConfig, ShowLog } from "./config.ts";

/** The side of the show that is open to the network. */
export interface Outside {
  readonly server: Server;
  readonly guard: Pick<Guard, "admit">;
  /** Without a slash at its end: `http://192.168.1.5:4401`. */
  readonly url: string;
  /** Null where no remote can be paired. */
  readonly pairing: PairingDesk | null;
  close(): Promise<void>;
}

/** What is seen there. */
export interface Shown {
  readonly site: HttpSetting["site"];
  /** Path of the page to begin with. */
  readonly front: string;
  /** Of the talk. */
  readonly language: string;
}

/** Opens a second server, for the room. It knows no presenter, whose own server stays where it is. Rejects with a `ListenError`. */
export async function openOutside(
  { host, port: wished, viewers, remotes }: OutsideConfig,
  { site, front, language }: Shown,
  log: ShowLog,
  connections?: PlaceRules,
): Promise<Outside> {
  const server = createServer();
  const { port } = await listen(server, host, wished);
  const url = `http://${nameToShow(host)}:${port}`;
  const names = namesOf(host);
  const pairing = remotes
    ? new PairingDesk({ clock: systemClock, chance: systemChance, urlOf: (token) => `${url}/pair/${token}` })
    : null;
  const complaints = new Complaints(systemClock, log.trouble);
  boundConnections(server, complaints, connections);
  const door = pairing && createRemoteDoor({ names, port, pairing, front, language, complaints });
  const isRemote = (request: Asking): boolean => door?.isRemote(request) ?? false;
  const guard = createOutsideGuard({ names, port, viewers, isRemote });
  const http = createHttp({ guard, language, site, onTrouble: log.trouble });
  server.on("request", (request, response) => {
    if (door?.answer(request, response) !== true) http(request, response);
  });
  return {
    server,
    guard,
    url,
    pairing,
    close: async () => {
      pairing?.dispose();
      await closeServer(server);
    },
  };
}

/** Ends all connections too. */
export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
