import type { RequestId } from "#core/ids.ts";
import type { Answer } from "#core/protocol/messages.ts";

/** Answers are kept for this many requests, so that a retry is answered and not done again. */
const rememberedRequests = 256;

/** Requests of all windows, also of one that was reloaded in between. */
export class Requests {
  readonly #answers = new Map<RequestId, Promise<Answer>>();

  /** The answer to a request that came before. */
  known(request: RequestId): Promise<Answer> | undefined {
    return this.#answers.get(request);
  }

  once(request: RequestId, act: () => Promise<Answer>): Promise<Answer> {
    const known = this.#answers.get(request);
    if (known) return known;
    const answer = act();
    this.#answers.set(request, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > rememberedRequests && oldest !== undefined) this.#answers.delete(oldest);
    return answer;
  }
}
