import { connect, type Socket } from "node:net";

import type { Sentence } from "#core/said.ts";
import { sentence } from "#core/sentences.ts";
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
  const where = `${host}:${port}`;
  return new Promise((resolve, reject) => {
    let socket: Socket;
    let again: NodeJS.Timeout | undefined;
    let noWaySince: number | undefined;
    const fail = (why: Sentence, cause?: unknown): void => {
      clearTimeout(timer);
      clearTimeout(again);
      socket.destroy();
      reject(new TargetError("unreachable", why, { cause }));
    };
    const failed = (error: Error): void => {
      const now = performance.now();
      if (noWay.has(codeOf(error)) && now - (noWaySince ??= now) < noWayForMs)
        again = setTimeout(attempt, againAfterMs);
      else fail(whyUnreachable(where, error), error);
    };
    const timer = setTimeout(() => {
      fail(sentence("noAnswer", { where, seconds: timeoutMs / 1000 }));
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

const unreachable = {
  ENOTFOUND: "nameUnknown",
  EAI_AGAIN: "nameNotFound",
  ECONNREFUSED: "portClosed",
  EHOSTUNREACH: "noWay",
  ENETUNREACH: "noNetwork",
  ETIMEDOUT: "noAnswerAtAll",
} as const;

function whyUnreachable(where: string, error: Error): Sentence {
  const code = codeOf(error);
  return isKnown(code)
    ? sentence(unreachable[code], { where })
    : sentence("unreachable", { where, why: error.message });
}

function isKnown(code: string): code is keyof typeof unreachable {
  return Object.hasOwn(unreachable, code);
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}
