import type { Clock, Disposable } from "./ports.ts";

/** A chunk of so much begins a flood, as far as a terminal is concerned: what follows is gathered for a moment. */
const floodBytes = 1024;
/** A pty gives 4 KiB at a time; gathered, they cost half. A key's echo is smaller and never waits. */
const brief = { ms: 4, bytes: 256 * 1024 };
/** Of a flood that was cut, the next batch may wait for as long as nobody sees: only its end will be shown. */
const patient = { ms: 30, bytes: 1024 * 1024 };
/** So many batches are cut in a row and not let out: about as many as pass between two screens of a flood. */
const mostCuts = 3;

const leastStore = 64 * 1024;
const escape = 0x1b;

/** What is done with a batch. The bytes are good during the call only. */
export interface Outlet {
  /** Prints it; says whether most of it was left out. */
  letOut(batch: Uint8Array): boolean;
  /** Leaves out what can be left out of it without printing the rest; says how many bytes at its end must stay. */
  shorten(batch: Uint8Array): number;
}

/** Gathers what a flood brings and lets it out in batches. What comes alone is let out at once. */
export class OutputGather implements Disposable {
  readonly #clock: Clock;
  readonly #outlet: Outlet;
  /** Used again for each batch of a flood: to make and to free so much memory for each costs more than to fill it. */
  #store = new Uint8Array(0);
  #gathered = 0;
  /** How much of it stayed when it was last cut, and how often it was cut since it was let out. */
  #stayed = 0;
  #cuts = 0;
  #patience = brief;
  #waiting: Disposable | null = null;

  constructor(clock: Clock, outlet: Outlet) {
    this.#clock = clock;
    this.#outlet = outlet;
  }

  push(bytes: Uint8Array): void {
    if (!this.#waiting) {
      this.#outlet.letOut(bytes);
      if (bytes.length >= floodBytes) this.#wait(brief);
      return;
    }
    this.#add(bytes);
    if (this.#patience === patient && bytes.includes(escape)) this.#controlled(bytes.length);
    else if (this.#gathered >= this.#patience.bytes && !this.#cut()) this.flush();
  }

  /** Lets out what was gathered so far. */
  flush(): void {
    if (this.#gathered === 0) return;
    const batch = this.#store.subarray(0, this.#gathered);
    this.#gathered = 0;
    this.#stayed = 0;
    this.#cuts = 0;
    this.#patience = this.#outlet.letOut(batch) ? patient : brief;
  }

  /** What was gathered is forgotten. */
  dispose(): void {
    this.#waiting?.dispose();
    this.#waiting = null;
    this.#store = new Uint8Array(0);
    this.#gathered = 0;
  }

  /** A control in a flood of plain text: a little of it is the prompt that ends the flood, more are its colours. */
  #controlled(bytes: number): void {
    if (bytes >= floodBytes) this.#wait(brief);
    else this.#endFlood();
  }

  /** What comes next is let out at once again. */
  #endFlood(): void {
    this.#waiting?.dispose();
    this.#waiting = null;
    this.flush();
    this.#store = new Uint8Array(0);
  }

  /** False where most of what was gathered cannot be left out, or should be shown by now. */
  #cut(): boolean {
    if (this.#patience !== patient) return false;
    const before = this.#gathered;
    this.#stayed = this.#outlet.shorten(this.#store.subarray(0, before));
    this.#store.copyWithin(0, before - this.#stayed, before);
    this.#gathered = this.#stayed;
    return this.#stayed <= before / 2;
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
      if (this.#gathered - this.#stayed < floodBytes) {
        this.#endFlood();
        return;
      }
      if (this.#cuts++ >= mostCuts || !this.#cut()) this.flush();
      this.#wait(this.#patience);
    });
  }
}
