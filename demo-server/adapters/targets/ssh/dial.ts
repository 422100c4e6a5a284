import { connect, type Socket } from "node:net";

import { TargetError } from "#server/app/ports.ts";

const timeoutMs = 8000;

/** Behind a link that has just come back the system may still believe, for a second or two, that there is no way. */
const noWay = new Set(["EHOSTUNREACH", "EHOSTDOWN", "ENETUNREACH", "ENETDOWN"]);
const noWayForMs = 3000;
const againAfterMs = 200;

/**
 * Opens a TCP connection, name look-up included, within 8 s; it is tried again for 3 s after there was first said to be
 * no way, however late that was said.
 * Rejects with `unreachable`.
 */
export function dial(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    let socket: Socket;
    let again: NodeJS.Timeout | undefined;
    let noWaySince: number | undefined;
    const fail = (why: string, cause?: unknown): void => {
      clearTimeout(timer);
      clearTimeout(again);
      socket.destroy();
      reject(new TargetError("unreachable", `${host}:${port} cannot be reached: ${why}`, { cause }));
    };
    const failed = (error: Error): void => {
      const now = performance.now();
      if (noWay.has(codeOf(error)) && now - (noWaySince ??= now) < noWayForMs)
        again = setTimeout(attempt, againAfterMs);
      else fail(reasonOf(error), error);
    };
    const timer = setTimeout(() => {
      fail(`no answer within ${timeoutMs / 1000} s. Check the network, the address and the firewall.`);
    }, timeoutMs);
    attempt();

    function attempt(): void {
      const tried = connect({ host, port, noDelay: true });
      socket = tried;
      tried.once("error", failed);
      tried.once("connect", () => {
        clearTimeout(timer);
        tried.off("error", failed);
        resolve(tried);
      });
    }
  });
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: "the name is not known. Check how it is written, and the network.",
  EAI_AGAIN: "the name could not be looked up. Check the network.",
  ECONNREFUSED: "nothing listens on that port. Check the port, and that sshd runs there.",
  EHOSTUNREACH: "there is no way to that address. Check the network, and that the machine is up.",
  ENETUNREACH: "there is no way to that network. Check that this computer is connected.",
  ETIMEDOUT: "no answer. Check the network, the address and the firewall.",
};

function reasonOf(error: Error): string {
  return reasons[codeOf(error)] ?? error.message;
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}
