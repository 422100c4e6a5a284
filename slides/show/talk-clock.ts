import type { TalkClock as Told } from "#core/show/state.ts";

/** What outlives a reload. */
export interface ClockStore {
  read(): string | null;
  write(text: string): void;
}

interface Kept {
  readonly ranMs: number;
  /** When it began to run, on the wall clock, which a reload does not begin anew; null while it stands. */
  readonly since: number | null;
  /** Stopped by hand: moving on does not start it. */
  readonly stopped: boolean;
}

const unused: Kept = { ranMs: 0, since: null, stopped: false };

/** How long the talk has run. It starts with the first move and survives a reload of the deck. */
export class TalkClock {
  readonly #store: ClockStore;
  readonly #now: () => number;
  #kept: Kept;

  /** @param now milliseconds of a clock that goes on through a reload. */
  constructor(store: ClockStore, now: () => number) {
    this.#store = store;
    this.#now = now;
    this.#kept = read(store.read());
  }

  get told(): Told {
    const { ranMs, since } = this.#kept;
    return { ranMs: ranMs + (since === null ? 0 : Math.max(0, this.#now() - since)), runs: since !== null };
  }

  /** The deck has moved. */
  moved(): void {
    if (this.#kept.since === null && !this.#kept.stopped) this.#keep({ ...this.#kept, since: this.#now() });
  }

  /** Stops it, or lets it run on. */
  toggle(): void {
    const { ranMs, runs } = this.told;
    this.#keep(runs ? { ranMs, since: null, stopped: true } : { ranMs, since: this.#now(), stopped: false });
  }

  /** Back to nothing, until the next move. */
  reset(): void {
    this.#keep(unused);
  }

  #keep(kept: Kept): void {
    this.#kept = kept;
    this.#store.write(JSON.stringify(kept));
  }
}

/** The clock of this window's talk; a deck in another language goes on with it. */
export function openTalkClock(): TalkClock {
  const keptAs = `kuroko-clock ${new URL(".", location.href).pathname}`;
  const store: ClockStore = {
    read: () => sessionStorage.getItem(keptAs),
    write: (text) => sessionStorage.setItem(keptAs, text),
  };
  return new TalkClock(store, () => Date.now());
}

/** Storage may hold anything: whatever is no clock is a clock that has not run. */
function read(text: string | null): Kept {
  try {
    const { ranMs, since, stopped } = JSON.parse(text ?? "") as Partial<Record<keyof Kept, unknown>>;
    if (!isTime(ranMs) || (since !== null && !isTime(since))) return unused;
    return { ranMs, since, stopped: stopped === true };
  } catch {
    return unused;
  }
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && value >= 0;
}
