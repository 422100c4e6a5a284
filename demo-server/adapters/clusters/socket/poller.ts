import type { ClusterReading } from "#core/cluster/model.ts";
import type { ClusterListener, Disposable } from "#server/app/ports.ts";

import { sentenceOf } from "./trouble.ts";

/** From the beginning of one reading to the next. */
export const pollEveryMs = 500;
const longestWaitMs = 5000;

/** Reads again and again: twice a second while it goes well, less and less often while it does not. */
export class Poller implements Disposable {
  readonly #read: () => Promise<ClusterReading>;
  readonly #listener: ClusterListener;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #over = false;

  constructor(read: () => Promise<ClusterReading>, listener: ClusterListener) {
    this.#read = read;
    this.#listener = listener;
    void this.#turn();
  }

  dispose(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  async #turn(): Promise<void> {
    const begun = performance.now();
    try {
      const reading = await this.#read();
      this.#failures = 0;
      if (!this.#over) this.#listener.read(reading);
    } catch (trouble) {
      this.#failures++;
      if (!this.#over) this.#listener.silent(sentenceOf(trouble));
    }
    if (this.#over) return;
    const everyMs = Math.min(pollEveryMs * 2 ** Math.max(0, this.#failures - 1), longestWaitMs);
    this.#timer = setTimeout(() => void this.#turn(), Math.max(0, begun + everyMs - performance.now()));
  }
}
