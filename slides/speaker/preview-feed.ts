import type { PaneId } from "#core/ids.ts";
import type { AudienceFeed, HeardShow } from "../sources/follow/feed.ts";
import type { ClusterFeed, Disposable, Screen } from "../sources/source.ts";
import { hearFrom, sayTo } from "./preview-messages.ts";

/**
 * What the picture of the shown slide hears: where the show is from the speaker window around it, so that both always
 * agree, and what the shells print from the room's feed.
 */
export class PreviewFeed implements AudienceFeed {
  readonly connected = true;
  readonly isFull = false;
  readonly allows = { reactions: false, questions: false };
  readonly #room: AudienceFeed | null;
  readonly #listeners = new Set<() => void>();
  #heard: HeardShow | null = null;

  /** @param room null where no shell runs. */
  constructor(room: AudienceFeed | null) {
    this.#room = room;
    room?.onChange(() => this.#changed());
    hearFrom(
      () => window.parent,
      (message) => {
        if (message.preview !== "show") return;
        this.#heard = { show: message.state, at: performance.now() - message.ageMs };
        this.#changed();
      },
    );
    sayTo(window.parent, { preview: "ready" });
  }

  get heard(): HeardShow | null {
    return this.#heard;
  }

  get cluster(): ClusterFeed | null {
    return this.#room?.cluster ?? null;
  }

  show(pane: PaneId, screen: Screen): Disposable {
    return this.#room?.show(pane, screen) ?? { dispose: () => undefined };
  }

  react(): void {
    // It only watches.
  }

  question(): Promise<null> {
    return Promise.resolve(null);
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
