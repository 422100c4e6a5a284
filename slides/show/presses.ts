import type { RequestId } from "#core/ids.ts";
import type { Answer } from "#core/protocol/messages.ts";
import type { Press } from "#core/show/press.ts";

const REMEMBERED = 256;

/** Does what is pressed in other windows: each request once, though it may be heard by more than one way. */
export class Presses {
  readonly #act: (press: Press) => Answer;
  readonly #answers = new Map<RequestId, Answer>();

  constructor(act: (press: Press) => Answer) {
    this.#act = act;
  }

  perform(press: Press): Answer {
    const known = this.#answers.get(press.request);
    if (known) return known;
    const answer = this.#act(press);
    this.#answers.set(press.request, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > REMEMBERED && oldest !== undefined) this.#answers.delete(oldest);
    return answer;
  }
}
