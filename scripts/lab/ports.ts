import { once } from "node:events";
import { createServer } from "node:net";
import { LabError } from "./lab-error.ts";

/** The first of `count` ports from `wish` on, `apart` from each other, that `isFree` likes. */
export async function freePort(
  wish: number,
  { count = 40, apart = 1, isFree = portIsFree }: Partial<Search> = {},
): Promise<number> {
  for (let port = wish; port < wish + count * apart; port += apart) if (await isFree(port)) return port;
  throw new LabError(
    `the ports from ${wish} to ${wish + (count - 1) * apart} are taken by other programs: end one`,
  );
}

interface Search {
  readonly count: number;
  readonly apart: number;
  readonly isFree: (port: number) => Promise<boolean>;
}

/** Whether nobody listens there: on loopback, nor on all addresses, which macOS would let us hide. */
export async function portIsFree(port: number): Promise<boolean> {
  return (await canListen(port, "0.0.0.0")) && canListen(port, "127.0.0.1");
}

async function canListen(port: number, host: string): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, "listening");
    server.close();
    await once(server, "close");
    return true;
  } catch {
    return false;
  }
}
