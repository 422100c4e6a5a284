/** JSON over HTTP on a socket file. */
import type { Sentence } from "#core/said.ts";
import { sentence } from "#core/sentences.ts";
import { Agent, request as httpRequest, type ClientRequest, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

import type { Disposable } from "#server/app/ports.ts";

import type { Tunnel } from "./tunnel.ts";
import { ClusterTrouble } from "./trouble.ts";

/** A call that hangs is given up after this long. */
export const callTimeoutMs = 3000;
const largestAnswerBytes = 32 * 1024 * 1024;

/** An answer that is no success. */
export class RefusedCall extends ClusterTrouble {
  readonly status: number;
  constructor(status: number, message: Sentence) {
    super(message);
    this.status = status;
  }
}

export class JsonApi implements Disposable {
  readonly #tunnel: Tunnel;
  readonly #agent: TunnelAgent;

  constructor(tunnel: Tunnel) {
    this.#tunnel = tunnel;
    this.#agent = new TunnelAgent(tunnel);
  }

  get where(): string {
    return this.#tunnel.where;
  }

  /** What a GET of `path` answers. Rejects with a `ClusterTrouble`, after 3 s at the latest. */
  get(path: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const fail = (why: Sentence, cause?: unknown): void => {
        clearTimeout(timer);
        request.destroy();
        reject(cause instanceof ClusterTrouble ? cause : new ClusterTrouble(why, cause));
      };
      const timer = setTimeout(() => {
        fail(sentence("clusterSilent", { where: this.where, seconds: callTimeoutMs / 1000 }));
      }, callTimeoutMs);
      const request = this.#request(path);
      request.once("error", (cause) =>
        fail(sentence("clusterBroke", { where: this.where, why: cause.message }), cause),
      );
      request.once("response", (response) => {
        this.#read(response).then(
          (answer) => {
            clearTimeout(timer);
            resolve(answer);
          },
          (cause: unknown) => fail(sentence("clusterBrokeOff", { where: this.where }), cause),
        );
      });
    });
  }

  /** A stream that stays open, for events; `line` is given each of its lines, `over` its end, whatever the reason. */
  follow(path: string, line: (line: string) => void, over: () => void): Disposable {
    const request = this.#request(path);
    let isOver = false;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      request.destroy();
      over();
    };
    request.once("error", end);
    request.once("close", end);
    request.once("response", (response) => {
      if (response.statusCode !== 200) {
        end();
        return;
      }
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        const lines = (text + chunk).split("\n");
        text = lines.pop() ?? "";
        for (const one of lines) if (one !== "") line(one);
      });
      response.once("error", end).once("close", end);
    });
    return {
      dispose: () => {
        isOver = true;
        request.destroy();
      },
    };
  }

  dispose(): void {
    this.#agent.destroy();
    this.#tunnel.dispose();
  }

  #request(path: string): ClientRequest {
    // The host is only a header here.
    return httpRequest({
      agent: this.#agent,
      host: "localhost",
      path,
      headers: { accept: "application/json" },
    }).end();
  }

  async #read(response: IncomingMessage): Promise<unknown> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > largestAnswerBytes)
        throw new ClusterTrouble(sentence("answersTooMuch", { where: this.where }));
      chunks.push(chunk);
    }
    const text = Buffer.concat(chunks).toString("utf8");
    const status = response.statusCode ?? 0;
    if (status !== 200)
      throw new RefusedCall(
        status,
        sentence("answersStatus", { where: this.where, status: `${status}${reasonIn(text)}` }),
      );
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new ClusterTrouble(sentence("notJson", { where: this.where }), cause);
    }
  }
}

/** `: a sentence`, where the answer has one as fleet (`error.message`) or Docker (`message`) put it. */
function reasonIn(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    const holder = isRecord(body) && isRecord(body.error) ? body.error : body;
    const message = isRecord(holder) ? holder.message : undefined;
    return typeof message === "string" ? `: ${message.replace(/\.$/, "")}` : "";
  } catch {
    return "";
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Keeps its streams alive between calls: over SSH a new one costs a round trip more. */
class TunnelAgent extends Agent {
  readonly #tunnel: Tunnel;

  constructor(tunnel: Tunnel) {
    super({ keepAlive: true, maxSockets: 4, maxFreeSockets: 4 });
    this.#tunnel = tunnel;
  }

  override createConnection(
    _options: unknown,
    done: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    this.#tunnel.open().then(
      (stream) => done(null, asSocket(stream)),
      (error: unknown) => (done as (error: unknown) => void)(error),
    );
    return undefined;
  }
}

/** What an HTTP agent calls on a socket and an SSH channel has not (as ssh2's own agent does it). */
function asSocket(stream: Duplex): Duplex {
  const same = (): Duplex => stream;
  const missing = ["setKeepAlive", "setNoDelay", "setTimeout", "ref", "unref"].filter(
    (name) => !(name in stream),
  );
  Object.assign(stream, Object.fromEntries(missing.map((name) => [name, same])));
  if (!("destroySoon" in stream)) Object.assign(stream, { destroySoon: () => stream.destroy() });
  return stream;
}
