import type { ClusterChange } from "#core/cluster/model.ts";
import type { ClusterNews } from "#core/protocol/messages.ts";
import type { Clock, Disposable } from "./ports.ts";

/** No more than ten messages a second. [P20] */
const gatherMs = 100;
/** Pulses that a message carries; more could not be told apart. */
const mostRequests = 10;

/** Numbers the changes and gathers them for the windows: the first at once, what follows every 100 ms. */
export class ClusterPost implements Disposable {
  readonly #clock: Clock;
  readonly #send: (news: ClusterNews) => void;
  #version: number;
  #gathered: ClusterChange[] = [];
  #requests = 0;
  #resting: Disposable | null = null;

  constructor(clock: Clock, version: number, send: (news: ClusterNews) => void) {
    this.#clock = clock;
    this.#version = version;
    this.#send = send;
  }

  /** Number of the newest change, also of one that was not sent yet. */
  get version(): number {
    return this.#version;
  }

  get hasRoomForRequest(): boolean {
    return this.#requests < mostRequests;
  }

  add(changes: readonly ClusterChange[]): void {
    this.#version += changes.length;
    this.#gathered.push(...changes);
    this.#requests += changes.filter(({ to }) => to === "request").length;
    if (!this.#resting) this.send();
  }

  /** Sends what was gathered. */
  send(): void {
    const changes = this.#gathered;
    if (changes.length === 0) return;
    this.#gathered = [];
    this.#requests = 0;
    this.#resting?.dispose();
    this.#resting = this.#clock.after(gatherMs, () => {
      this.#resting = null;
      this.send();
    });
    this.#send({ version: this.#version - changes.length, changes });
  }

  dispose(): void {
    this.#resting?.dispose();
    this.#resting = null;
    this.#gathered = [];
  }
}
