/** Ways to a socket file: of this computer, or of another one through its SSH server. */
import { connect as connectLocal } from "node:net";
import type { Duplex } from "node:stream";
import type { ClientChannel } from "ssh2";

import type { SshTarget } from "#core/deck/model.ts";
import type { Sentence } from "#core/said.ts";
import { sentence } from "#core/sentences.ts";
import { TargetError, type Disposable, type WatchRequest } from "#server/app/ports.ts";

import { connect, type Connection } from "../../targets/ssh/connection.ts";
import { AbsentCluster, ClusterTrouble, sentenceOf } from "./trouble.ts";

export interface Tunnel extends Disposable {
  /** Where the socket is, for sentences: `core@web1:/var/run/fleet.sock`. */
  readonly where: string;
  /** Opens a stream to the socket. Rejects with a `ClusterTrouble`. */
  open(): Promise<Duplex>;
}

/** The way that the talk names. Nothing is connected before a stream is asked for. */
export function tunnelTo(path: string, { cluster, targets, folder }: WatchRequest): Tunnel {
  const target = cluster.target === undefined ? undefined : targets[cluster.target];
  return target?.kind === "ssh" ? new SshTunnel(path, target, { targets, folder }) : localTunnel(path);
}

function localTunnel(path: string): Tunnel {
  return {
    where: path,
    open: () =>
      new Promise((resolve, reject) => {
        const socket = connectLocal(path);
        socket.once("connect", () => resolve(socket));
        socket.once("error", (cause) => reject(new ClusterTrouble(localReason(path, cause), cause)));
      }),
    dispose: () => undefined,
  };
}

function localReason(path: string, cause: Error): Sentence {
  const code = "code" in cause ? cause.code : "";
  if (code === "ENOENT") {
    return sentence("socketMissing", { path });
  }
  if (code === "EACCES") {
    return sentence("socketForbidden", { path });
  }
  if (code === "ECONNREFUSED") return sentence("socketDeaf", { path });
  return sentence("socketClosed", { path, why: cause.message });
}

/** One SSH connection, of its own, for all streams; connected again when it was lost. */
class SshTunnel implements Tunnel {
  readonly #path: string;
  readonly #target: SshTarget;
  readonly #way: Pick<WatchRequest, "targets" | "folder">;
  #connection: Promise<Connection> | null = null;
  #where: string;
  #over = false;

  constructor(path: string, target: SshTarget, way: Pick<WatchRequest, "targets" | "folder">) {
    this.#path = path;
    this.#target = target;
    this.#way = way;
    this.#where = path;
  }

  get where(): string {
    return this.#where;
  }

  async open(): Promise<Duplex> {
    const { client, where } = await this.#connected();
    this.#where = `${where}:${this.#path}`;
    return new Promise((resolve, reject) => {
      const opened = (cause: Error | undefined, stream: ClientChannel): void => {
        if (!cause) resolve(stream);
        else {
          const message = sentence("socketNotOpened", { where, path: this.#path, why: cause.message });
          reject(new ClusterTrouble(message, cause));
        }
      };
      try {
        client.openssh_forwardOutStreamLocal(this.#path, opened);
      } catch (cause) {
        // The connection was lost this moment.
        reject(new ClusterTrouble(sentenceOf(cause), cause));
      }
    });
  }

  dispose(): void {
    this.#over = true;
    void this.#connection?.then((connection) => connection.dispose()).catch(() => undefined);
    this.#connection = null;
  }

  #connected(): Promise<Connection> {
    if (this.#over) return Promise.reject(new ClusterTrouble(sentence("clusterLeft")));
    this.#connection ??= this.#connect();
    return this.#connection;
  }

  #connect(): Promise<Connection> {
    const forget = (): void => {
      if (this.#connection === connecting) this.#connection = null;
    };
    const connecting = connect(this.#target, { ...this.#way, notify: () => undefined }).then(
      (connection) => {
        connection.onLost(forget);
        return connection;
      },
      (cause: unknown) => {
        forget();
        const isAbsent = cause instanceof TargetError && cause.code === "not-made";
        throw new (isAbsent ? AbsentCluster : ClusterTrouble)(sentenceOf(cause), cause);
      },
    );
    return connecting;
  }
}
