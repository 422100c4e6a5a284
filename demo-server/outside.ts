import { createServer, type Server } from "node:http";
import { nameToShow, namesOf } from "./adapters/transport/hosts.ts";
import { createHttp, type HttpSetting } from "./adapters/transport/http.ts";
import { listen } from "./adapters/transport/listen.ts";
import { createOutsideGuard } from "./adapters/transport/outside-guard.ts";
import type { Guard } from "./adapters/transport/guard.ts";
import type { OutsideConfig, ShowLog } from "./config.ts";

/** The side of the show that is open to the network. */
export interface Outside {
  readonly server: Server;
  readonly guard: Pick<Guard, "admit">;
  /** Without a slash at its end: `http://192.168.1.5:4401`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Opens a second server, for the room. It knows no presenter, whose own server stays where it is. Rejects with a `ListenError`. */
export async function openOutside(
  { host, port: wished, viewers }: OutsideConfig,
  site: HttpSetting["site"],
  log: ShowLog,
): Promise<Outside> {
  const server = createServer();
  const { port } = await listen(server, host, wished);
  const guard = createOutsideGuard({ names: namesOf(host), port, viewers, isRemote: () => false });
  server.on("request", createHttp({ guard, site, onTrouble: log.trouble }));
  return {
    server,
    guard,
    url: `http://${nameToShow(host)}:${port}`,
    close: () => closeServer(server),
  };
}

/** Ends all connections too. */
export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
