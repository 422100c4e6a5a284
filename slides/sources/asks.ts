import { id } from "#core/ids.ts";
import type { Action, Answer } from "#core/protocol/messages.ts";
import { sentence } from "#core/sentences.ts";
import { randomName } from "../link/random-name.ts";
import type { StageConnection } from "../link/stage-connection.ts";
import type { Disposable } from "./source.ts";

/** How long an answer may take before the window asks again, with the same request id; and how long it waits for a server. */
const answerWithinMs = 20_000;

export const unanswered: Answer = { ok: false, why: sentence("serverSilent") };

/** Whether the server knows this window, and who hears when that changes. */
export interface Acquaintance {
  readonly connected: boolean;
  onChange(listener: () => void): Disposable;
}

/** What the window asks of the stage, each once, though it may have to say it twice. */
export class Asks {
  readonly #socket: StageConnection["socket"];
  readonly #server: Acquaintance;

  constructor(socket: StageConnection["socket"], server: Acquaintance) {
    this.#socket = socket;
    this.#server = server;
  }

  /**
   * Asks as soon as the server knows this window: before, it would be taken for a stranger's, and refused.
   * @param again whether an ask that got no answer may be repeated, once the server is heard again.
   */
  async ask(action: Action, again = (): boolean => true): Promise<Answer> {
    const ask = { request: id<"request">(randomName()), action };
    for (const attempt of [1, 2]) {
      if (!(await this.#known()) || (attempt === 2 && !again())) break;
      try {
        // socket.io's types lose the answer's own behind `timeout`.
        return (await this.#socket.timeout(answerWithinMs).emitWithAck("ask", ask)) as Answer;
      } catch {
        // Not answered: the socket closed, or the server is slow.
      }
    }
    return unanswered;
  }

  /** Whether the server knows this window, at once or within the time that an answer may take. */
  #known(): Promise<boolean> {
    if (this.#server.connected) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (known: boolean): void => {
        clearTimeout(timer);
        listening.dispose();
        resolve(known);
      };
      const timer = setTimeout(() => end(false), answerWithinMs);
      const listening = this.#server.onChange(() => {
        if (this.#server.connected) end(true);
      });
    });
  }
}
