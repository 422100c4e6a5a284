import type { ClusterReading } from "#core/cluster/model.ts";
import type { ClusterListener, Disposable } from "#server/app/ports.ts";

import { AbsentCluster, sentenceOf } from "./trouble.ts";

/** From the beginning of one reading to the next. */
export const pollEveryMs = 500;
const longestWaitMs = 5000;
/** So often it is asked again at once before it is left alone: most troubles are over in a moment. */
const patience = 4;
/** To ask whether there is a cluster by now starts Terraform. */
const absentEveryMs = 2000;

/** Reads again and again: twice a second while it goes well, less and less often while it does not. */
export class Poller implements Disposable {
  readonly #read: () => Promise<ClusterReading>;
  readonly #listener: ClusterListener;
  readonly #pace: (reading: ClusterReading) => number;
  #begun = 0;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  /** Something changed since the newest reading began: it may not be in it. */
  #isWoken = false;
  #over = false;

  /** @param pace when to read again, in milliseconds from the beginning of a reading. */
  constructor(
    read: () => Promise<ClusterReading>,
    listener: ClusterListener,
    pace: (reading: ClusterReading) => number = () => pollEveryMs,
  ) {
    this.#read = read;
    this.#listener = listener;
    this.#pace = pace;
    void this.#turn();
  }

  /** Something has changed: reads as soon as it may. */
  wake(): void {
    this.#isWoken = true;
    if (this.#timer !== undefined) this.#readIn(pollEveryMs);
  }

  dispose(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  async #turn(): Promise<void> {
    this.#begun = performance.now();
    this.#timer = undefined;
    this.#isWoken = false;
    let everyMs = pollEveryMs;
    try {
      const reading = await this.#read();
      this.#failures = 0;
      everyMs = this.#waitAfterReading(reading);
      if (!this.#over) this.#listener.read(reading);
    } catch (trouble) {
      everyMs = this.#waitAfter(trouble);
      if (!this.#over) this.#tell(trouble);
    }
    if (!this.#over) this.#readIn(everyMs);
  }

  #waitAfterReading(reading: ClusterReading): number {
    return this.#isWoken ? pollEveryMs : this.#pace(reading);
  }

  #waitAfter(trouble: unknown): number {
    if (trouble instanceof AbsentCluster) {
      this.#failures = 0;
      return absentEveryMs;
    }
    return Math.min(pollEveryMs * 2 ** Math.max(0, ++this.#failures - patience), longestWaitMs);
  }

  #tell(trouble: unknown): void {
    if (trouble instanceof AbsentCluster) this.#listener.absent();
    else this.#listener.silent(sentenceOf(trouble));
  }

  /** Counted from the beginning of the last reading. */
  #readIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#turn(), Math.max(0, this.#begun + ms - performance.now()));
  }
}
