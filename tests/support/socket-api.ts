import { createServer, type Server, type ServerResponse } from "node:http";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./sshd.ts";

/** What a request is answered with. */
export type Reply =
  | { readonly json: unknown }
  | { readonly status: number; readonly text: string }
  /** Never answered. */
  | "hang"
  /** Half of the answer, then the connection is cut. */
  | "cut"
  /** Taken, and kept open for `SocketApi.say`. */
  | "stream";

/** A real HTTP server on a socket file, and on a port of loopback, which answers what the test says. */
export class SocketApi implements AsyncDisposable {
  readonly path: string;
  readonly origin: string;
  /** Paths (with their query) that were asked for, in order. */
  readonly asked: string[] = [];
  readonly #folder: string;
  readonly #streams = new Set<ServerResponse>();
  readonly #sockets = new Set<Socket>();
  #servers: Server[] = [];
  readonly #port: number;
  #reply: (url: string) => Reply = () => ({ status: 404, text: "" });

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
    this.origin = `http://127.0.0.1:${port}`;
    this.path = join(folder, "api.sock");
  }

  /** A socket that nobody listens on yet. */
  static async make(): Promise<SocketApi> {
    return new SocketApi(await mkdtemp(join(tmpdir(), "kuroko-api-")), await freePort());
  }

  /** Connections that are open. */
  get connections(): number {
    return this.#sockets.size;
  }

  answer(reply: (url: string) => Reply): void {
    this.#reply = reply;
  }

  /** Answers as it was recorded, and keeps `streams` open; other paths are not found. */
  answerAs(recorded: Recorded, streams?: RegExp): void {
    this.answer((url) => {
      if (streams?.test(url)) return "stream";
      const answer = recorded.answers[url];
      return answer === undefined ? { status: 404, text: `{"message":"no ${url}"}` } : { json: answer };
    });
  }

  async listen(): Promise<void> {
    const onSocket = this.#makeServer();
    await new Promise<void>((resolve) => onSocket.listen(this.path, resolve));
    const onPort = this.#makeServer();
    await new Promise<void>((resolve) => onPort.listen(this.#port, "127.0.0.1", resolve));
  }

  #makeServer(): Server {
    const server = createServer((request, response) => {
      const url = request.url ?? "";
      this.asked.push(url);
      this.#send(this.#reply(url), response);
    });
    server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
    });
    this.#servers.push(server);
    return server;
  }

  /** Sends a line on all streams. */
  say(line: unknown): void {
    for (const stream of this.#streams) stream.write(`${JSON.stringify(line)}\n`);
  }

  async close(): Promise<void> {
    const closing = this.#servers.splice(0).map((server) => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      return closed;
    });
    await Promise.all(closing);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #send(reply: Reply, response: ServerResponse): void {
    if (reply === "hang") return;
    if (reply === "stream") {
      response.writeHead(200, { "content-type": "application/json" });
      response.flushHeaders();
      this.#streams.add(response);
      response.once("close", () => this.#streams.delete(response));
    } else if (reply === "cut") {
      response.writeHead(200, { "content-type": "application/json", "content-length": 1000 });
      response.write('{"machines":[{"id":"half');
      setImmediate(() => response.destroy());
    } else if ("json" in reply) {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(reply.json));
    } else {
      response.writeHead(reply.status, { "content-type": "application/json" }).end(reply.text);
    }
  }
}

/** Answers of a real server, by path. */
export interface Recorded {
  /** Which server, and what it was doing. */
  readonly recorded: string;
  readonly answers: Readonly<Record<string, unknown>>;
}

/** A recording of `tests/fixtures/clusters/`. */
export async function recordedAnswers(source: string, name: string): Promise<Recorded> {
  const file = new URL(`../fixtures/clusters/${source}/${name}.json`, import.meta.url);
  return JSON.parse(await readFile(file, "utf8")) as Recorded;
}
