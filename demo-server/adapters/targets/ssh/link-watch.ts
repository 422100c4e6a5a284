import type { Disposable, Health } from "#server/app/ports.ts";

/** After this long without a byte, a link that is asked all the time is dead. */
export const lostAfterMs = 9000;
/** The longest time between two keepalives that leaves room for more than one before a link is given up. */
export const longestKeepaliveMs = 4000;

const tickMs = 250;
/** How often a lasting silence is told again. */
const tellEveryMs = 1000;
/** How long an answer may take before it is called silence. */
const patienceMs = 1000;

/**
 * Watches when the other side was last heard. It is asked for a sign of life every `keepaliveMs`, so a longer
 * silence means that an answer is missing.
 */
export class LinkWatch implements Disposable {
  readonly #silentAfterMs: number;
  readonly #tell: (health: Health) => void;
  readonly #lost: (silentMs: number) => void;
  readonly #timer: NodeJS.Timeout;
  #heardAt = performance.now();
  #tickedAt = performance.now();
  /** The length of the silence when it was last told; null while there is none. */
  #toldMs: number | null = null;

  constructor(keepaliveMs: number, tell: (health: Health) => void, lost: (silentMs: number) => void) {
    this.#silentAfterMs = keepaliveMs + patienceMs;
    this.#tell = tell;
    this.#lost = lost;
    this.#timer = setInterval(() => this.#tick(), tickMs);
  }

  /** Something came from the other side. */
  heard(): void {
    this.#heardAt = performance.now();
    if (this.#toldMs === null) return;
    this.#toldMs = null;
    this.#tell({ at: "ok" });
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const now = performance.now();
    // This computer slept or was busy: what it could not hear meanwhile is no silence.
    const asleepMs = now - this.#tickedAt - tickMs;
    if (asleepMs > patienceMs) this.#heardAt += asleepMs;
    this.#tickedAt = now;
    const silentMs = Math.round(now - this.#heardAt);
    if (silentMs >= lostAfterMs) {
      this.dispose();
      this.#lost(silentMs);
    } else if (silentMs >= (this.#toldMs === null ? this.#silentAfterMs : this.#toldMs + tellEveryMs)) {
      this.#toldMs = silentMs;
      this.#tell({ at: "silent", ms: silentMs });
    }
  }
}
