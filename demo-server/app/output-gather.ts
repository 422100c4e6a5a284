import type { Clock, Disposable } from "./ports.ts";

/** A chunk of so much begins a flood, as far as a terminal is concerned: what follows is gathered for a moment. */
const floodBytes = 1024;
/** A pty gives 4 KiB at a time; gathered, they cost half. A key's echo is smaller and never waits. */
const brief = { ms: 4, bytes: 256 * 1024 };
/** Of a flood that was cut, the next batch may wait for as long as nobody sees: only its end will be shown. */
const patient = { ms: 30, bytes: 2 * 1024 * 1024 };

const leastStore = 64 * 1024;
const escape = 0x1b;

/** Gathers what a flood brings and lets it out in batches. What comes alone is let out at once. */
export class OutputGather implements Disposable {
  readonly #clock: Clock;
  readonly #letOut: (batch: Uint8Array) => boolean;
  /** Used again for each batch of a flood: to make and to free so much memory for each costs more than to fill it. */
  #store = new Uint8Array(0);
  #gathered = 0;
  #patience = brief;
  #waiting: Disposable | null = null;

  /** @param letOut says whether most of the batch was left out. */
  constructor(clock: Clock, letOut: (batch: Uint8Array) => boolean) {
    this.#clock = clock;
    this.#letOut = letOut;
  }

  push(bytes: Uint8Array): void {
    if (!this.#waiting) {
      this.#letOut(bytes);
      if (bytes.length >= floodBytes) this.#wait(brief);
      return;
    }
    this.#add(bytes);
    if (this.#gathered >= this.#patience.bytes) this.flush();
    // Colours, or the prompt that ends the flood: those are shown soon.
    else if (this.#patience === patient && bytes.includes(escape)) this.#wait(brief);
  }

  /** Lets out what was gathered so far. */
  flush(): void {
    if (this.#gathered === 0) return;
    const batch = this.#store.subarray(0, this.#gathered);
    this.#gathered = 0;
    this.#patience = this.#letOut(batch) ? patient : brief;
  }

  /** What was gathered is forgotten. */
  dispose(): void {
    this.#waiting?.dispose();
    this.#waiting = null;
    this.#store = new Uint8Array(0);
    this.#gathered = 0;
  }

  #add(bytes: Uint8Array): void {
    if (this.#gathered + bytes.length > this.#store.length) this.#grow(this.#gathered + bytes.length);
    this.#store.set(bytes, this.#gathered);
    this.#gathered += bytes.length;
  }

  #grow(needed: number): void {
    const held = this.#store.subarray(0, this.#gathered);
    this.#store = new Uint8Array(Math.max(2 * this.#store.length, leastStore, needed));
    this.#store.set(held);
  }

  #wait(patience: typeof brief): void {
    this.#patience = patience;
    this.#waiting?.dispose();
    this.#waiting = this.#clock.after(patience.ms, () => {
      this.#waiting = null;
      const isFlood = this.#gathered >= floodBytes;
      this.flush();
      if (isFlood) this.#wait(this.#patience);
      else this.#store = new Uint8Array(0);
    });
  }
}
