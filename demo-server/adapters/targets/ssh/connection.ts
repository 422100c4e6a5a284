import type { Duplex } from "node:stream";
import ssh2, { type Client } from "ssh2";

import type { SshTarget, Target } from "#core/deck/model.ts";
import type { Sentence } from "#core/said.ts";
import { sentence } from "#core/sentences.ts";
import { TargetError, type Disposable, type Health } from "#server/app/ports.ts";

import { attemptsFor, type Attempt } from "./authentication.ts";
import { dial } from "./dial.ts";
import { HostKeyCheck } from "./host-key.ts";
import { loginOf, type Login } from "./host.ts";
import { LinkWatch, longestKeepaliveMs } from "./link-watch.ts";

/** A logged-in SSH connection. Disposing of it ends everything that runs over it. */
export interface Connection extends Disposable {
  readonly client: Client;
  /** `core@web1:2222`, for sentences. */
  readonly where: string;
  /** Called once, with a sentence, when the connection breaks; not when it is disposed of. */
  onLost(listener: (reason: Sentence) => void): void;
}

export interface Way {
  /** The deck's other targets, for the jump host. */
  readonly targets: Readonly<Record<string, Target>>;
  /** Absolute folder of the talk. */
  readonly folder: string;
  readonly notify: (health: Health) => void;
}

/** Long enough to touch a security key or to confirm in the agent. */
const loginTimeoutMs = 20_000;

/** Connects and logs in, through the target's jump host if it has one. Rejects with a `TargetError`. */
export async function connect(target: SshTarget, way: Way): Promise<Connection> {
  return connectThrough(target, way, []);
}

async function connectThrough(target: SshTarget, way: Way, seen: readonly SshTarget[]): Promise<Connection> {
  if (seen.includes(target)) throw new TargetError("misconfigured", sentence("jumpCircle"));
  const login = await loginOf(target, way.folder);
  const [check, attempts] = await Promise.all([HostKeyCheck.read(login), attemptsFor(login)]);
  const jump = await jumpOf(target, way, [...seen, target]);
  try {
    const { host, port } = login;
    const socket = jump ? await forward(jump, host, port) : await dial(host, port);
    const keepaliveMs = keepaliveOf(target);
    const client = await logIn(socket, { login, check, attempts, keepaliveMs });
    return new OpenConnection(client, socket, {
      keepaliveMs,
      where: whereOf(login),
      jump,
      notify: way.notify,
    });
  } catch (error) {
    jump?.dispose();
    throw error;
  }
}

async function jumpOf(target: SshTarget, way: Way, seen: readonly SshTarget[]): Promise<Connection | null> {
  if (target.jump === undefined) return null;
  const jump = way.targets[target.jump];
  if (jump?.kind !== "ssh") {
    throw new TargetError("misconfigured", sentence("jumpNoTarget", { jump: target.jump }));
  }
  return connectThrough(jump, { ...way, notify: () => undefined }, seen);
}

function forward(jump: Connection, host: string, port: number): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    jump.client.forwardOut("127.0.0.1", 0, host, port, (cause, stream) => {
      if (!cause) resolve(stream);
      else {
        const message = sentence("notForwarded", {
          jump: jump.where,
          where: `${host}:${port}`,
          why: cause.message,
        });
        reject(new TargetError("unreachable", message, { cause }));
      }
    });
  });
}

interface Entrance {
  readonly login: Login;
  readonly check: HostKeyCheck;
  readonly attempts: readonly Attempt[];
  readonly keepaliveMs: number;
}

function logIn(socket: Duplex, { login, check, attempts, keepaliveMs }: Entrance): Promise<Client> {
  const client = new ssh2.Client();
  const where = whereOf(login);
  return new Promise((resolve, reject) => {
    let refusal: TargetError | null = null;
    const fail = (error: Error & { level?: string }): void => {
      // The agent did not answer: ssh2 goes on with the next way to log in.
      if (error.level === "agent") return;
      client.destroy();
      reject(refusal ?? explained(error, where, login.user, attempts));
    };
    client.on("error", fail);
    client.once("close", () => fail(new Error("it closed the connection")));
    client.once("ready", () => {
      client.removeAllListeners("close").removeAllListeners("error");
      // From here on what goes wrong shows as the end of the connection.
      client.on("error", () => undefined);
      resolve(client);
    });
    client.connect({
      sock: socket,
      username: login.user,
      authHandler: attempts.map(({ method }) => method),
      algorithms: { serverHostKey: check.algorithms() },
      hostVerifier: (key: Buffer) => (refusal = check.refusal(key)) === null,
      readyTimeout: loginTimeoutMs,
      keepaliveInterval: keepaliveMs,
      // When a link is dead is for the watch to say.
      keepaliveCountMax: Number.MAX_SAFE_INTEGER,
    });
  });
}

function explained(
  error: Error & { level?: string },
  where: string,
  user: string,
  attempts: readonly Attempt[],
): TargetError {
  if (error.level === "client-authentication" || /authentication/i.test(error.message)) {
    const tried = [...new Set(attempts.map(({ label }) => label))].join(", ");
    return new TargetError("refused", sentence("notLetIn", { where, user, tried }), { cause: error });
  }
  const why =
    error.level === "client-timeout"
      ? sentence("loginSilent", { where, seconds: loginTimeoutMs / 1000 })
      : sentence("loginFailed", { where, why: error.message });
  return new TargetError("unreachable", why, { cause: error });
}

interface Setting {
  readonly keepaliveMs: number;
  readonly where: string;
  readonly jump: Connection | null;
  readonly notify: (health: Health) => void;
}

class OpenConnection implements Connection {
  readonly client: Client;
  readonly where: string;
  readonly #socket: Duplex;
  readonly #jump: Connection | null;
  readonly #watch: LinkWatch;
  #over = false;
  #reason: Sentence | null = null;
  #lost: (reason: Sentence) => void = () => undefined;

  constructor(client: Client, socket: Duplex, { keepaliveMs, where, jump, notify }: Setting) {
    this.client = client;
    this.where = where;
    this.#socket = socket;
    this.#jump = jump;
    this.#watch = new LinkWatch(keepaliveMs, notify, (silentMs) => {
      this.#breakOff(sentence("linkSilent", { where, seconds: Math.round(silentMs / 1000) }));
    });
    socket.on("data", () => this.#watch.heard());
    client.on("error", (error) => this.#breakOff(sentence("linkBroke", { where, why: error.message })));
    client.once("close", () => this.#breakOff(sentence("linkClosed", { where })));
    jump?.onLost((reason) => this.#breakOff(reason));
    notify({ at: "ok" });
  }

  onLost(listener: (reason: Sentence) => void): void {
    this.#lost = listener;
    if (this.#reason !== null) listener(this.#reason);
  }

  dispose(): void {
    if (this.#over) return;
    this.#over = true;
    this.#watch.dispose();
    this.client.end();
    // A dead link would keep a polite goodbye for ever.
    setTimeout(() => this.#destroy(), 500);
  }

  #breakOff(reason: Sentence): void {
    if (this.#over) return;
    this.#over = true;
    this.#watch.dispose();
    this.#destroy();
    this.#reason = reason;
    this.#lost(reason);
  }

  #destroy(): void {
    this.client.destroy();
    this.#socket.destroy();
    this.#jump?.dispose();
  }
}

function whereOf({ user, host, port }: Login): string {
  return `${user}@${host}${port === 22 ? "" : `:${port}`}`;
}

function keepaliveOf({ keepaliveMs }: SshTarget): number {
  return keepaliveMs > 0 ? Math.min(keepaliveMs, longestKeepaliveMs) : longestKeepaliveMs;
}
