import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** How many ports above the wished one are tried before the system is asked for any. */
const NEIGHBOURS = 10;

export interface Listening {
  readonly port: number;
  /** The wished port, when another program has it. */
  readonly taken?: number;
}

/** Binds to the wished port, or to another free one when that is taken. Other failures are thrown as a `ListenError`. */
export async function listen(server: Server, host: string, wished: number): Promise<Listening> {
  const neighbours = wished === 0 ? [] : Array.from({ length: NEIGHBOURS }, (_, i) => wished + 1 + i);
  for (const port of [wished, ...neighbours.filter((port) => port < 65_536), 0]) {
    try {
      server.listen(port, host);
      await once(server, "listening");
      const bound = (server.address() as AddressInfo).port;
      return bound === wished || wished === 0 ? { port: bound } : { port: bound, taken: wished };
    } catch (error) {
      if (codeOf(error) !== "EADDRINUSE") throw new ListenError(host, port, error);
    }
  }
  throw new ListenError(host, wished, undefined);
}

/** Why the server could not be bound, in a sentence that says what to do. */
export class ListenError extends Error {
  constructor(host: string, port: number, cause: unknown) {
    super(sentence(host, port, codeOf(cause)), { cause });
    this.name = "ListenError";
  }
}

function sentence(host: string, port: number, code: string | undefined): string {
  if (code === "EACCES")
    return `port ${port} is not for ordinary users; choose one above 1023, for example --port 4400`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return `"${host}" is not an address of this machine; use one that it has: 127.0.0.1, or 0.0.0.0 for all of them`;
  return `cannot listen on ${host}:${port}${code === undefined ? "" : ` (${code})`}`;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
