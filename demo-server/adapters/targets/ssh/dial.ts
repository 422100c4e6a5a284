import { connect, type Socket } from "node:net";

import { TargetError } from "#server/app/ports.ts";

const timeoutMs = 8000;

/** Opens a TCP connection, name look-up included, within 8 s. Rejects with `unreachable`. */
export function dial(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    const fail = (why: string, cause?: unknown): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(new TargetError("unreachable", `${host}:${port} cannot be reached: ${why}`, { cause }));
    };
    const failed = (error: Error): void => fail(reasonOf(error), error);
    const timer = setTimeout(() => {
      fail(`no answer within ${timeoutMs / 1000} s. Check the network, the address and the firewall.`);
    }, timeoutMs);
    socket.once("error", failed);
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.off("error", failed);
      resolve(socket);
    });
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
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return reasons[code] ?? error.message;
}
