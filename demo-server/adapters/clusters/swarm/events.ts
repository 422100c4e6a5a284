import type { Disposable } from "#server/app/ports.ts";

import type { JsonApi } from "../socket/json-api.ts";

const path = `/events?filters=${encodeURIComponent(JSON.stringify({ scope: ["swarm"] }))}`;

/** The engine's stream of events: something has changed whenever it says something. */
export class EventWatch implements Disposable {
  readonly #api: JsonApi;
  readonly #changed: () => void;
  #stream: Disposable | null = null;

  constructor(api: JsonApi, changed: () => void) {
    this.#api = api;
    this.#changed = changed;
  }

  /** Opens the stream, or opens it again where it has ended. */
  open(): void {
    this.#stream ??= this.#api.follow(path, this.#changed, () => (this.#stream = null));
  }

  dispose(): void {
    this.#stream?.dispose();
    this.#stream = null;
  }
}
