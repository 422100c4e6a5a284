import type { PaneId } from "#core/ids.ts";
import { lookMs } from "#core/feed/pace.ts";
import { PROTOCOL_VERSION } from "#core/protocol/messages.ts";
import type { AudienceWelcome } from "#core/protocol/audience.ts";
import { forViewers } from "#core/show/for-viewers.ts";
import { AudienceRoom } from "./audience-room.ts";
import type { AudienceSource, Hall, Recipient, Voice } from "./audience-source.ts";
import type { Clock, Disposable } from "./ports.ts";
import { Viewer } from "./viewer.ts";

export interface AudienceParts {
  readonly source: AudienceSource;
  readonly hall: Hall;
  readonly clock: Clock;
  /** What viewers say to the presenter, where that is allowed. */
  readonly voice: Voice;
  /** How long output waits for more; 0 where it was gathered before. */
  readonly gatherMs?: number;
  /** Hears how many people watch, when that has changed. */
  readonly counted?: (people: number) => void;
}

/**
 * All who watch a show and have no part in it, here or at a relay. Everything here leads to them; of what they say,
 * nothing leads to a shell, a step or the stage. [P35]
 */
export class Audience implements Disposable {
  readonly #parts: AudienceParts;
  readonly #rooms = new Map<PaneId, AudienceRoom>();
  readonly #viewers = new Set<Viewer>();
  readonly #listening: readonly Disposable[];
  #looking: Disposable | null = null;
  #counted = 0;

  constructor(parts: AudienceParts) {
    this.#parts = parts;
    const { source, hall, voice } = parts;
    this.#listening = [
      source.listen({
        showChanged: (show) => hall.tell(EVERYBODY, "show", forViewers(show)),
        clusterChanged: (news) => hall.tell(EVERYBODY, "cluster", news),
      }),
      voice.listen({
        allowed: (rules) => hall.tell(EVERYBODY, "allows", rules),
        reacted: (counts) => hall.tell(EVERYBODY, "reactions", counts),
      }),
    ];
  }

  /** Somebody came to watch; until disposed of. */
  enter(recipient: Recipient): Viewer {
    const { voice, clock, source } = this.#parts;
    const viewer: Viewer = new Viewer(recipient, {
      voice,
      clock,
      greet: (protocol) => this.#greet(recipient, protocol),
      room: (pane) => this.#rooms.get(pane) ?? (source.has(pane) ? this.#openRoom(pane) : undefined),
      left: () => this.#leave(viewer),
    });
    this.#viewers.add(viewer);
    this.#looking ??= this.#lookLater();
    return viewer;
  }

  /** How many people watch, here and at relays. */
  get people(): number {
    return [...this.#viewers].reduce((sum, { people }) => sum + people, 0);
  }

  dispose(): void {
    this.#looking?.dispose();
    for (const listening of this.#listening) listening.dispose();
    for (const room of this.#rooms.values()) room.dispose();
    this.#rooms.clear();
  }

  /** What it is told from now on follows what the answer says. */
  #greet(recipient: Recipient, protocol: number): AudienceWelcome {
    if (protocol !== PROTOCOL_VERSION) {
      const why = `This page speaks protocol ${protocol}, the server ${PROTOCOL_VERSION}: reload the page.`;
      return { ok: false, why };
    }
    const { source, voice } = this.#parts;
    const { show, ...view } = source.view;
    recipient.enter(EVERYBODY);
    return { ok: true, ...view, show: show && forViewers(show), allows: voice.rules };
  }

  #openRoom(pane: PaneId): AudienceRoom {
    const { source, hall, clock, gatherMs = usualGatherMs } = this.#parts;
    const room = new AudienceRoom(pane, { source, hall, clock, gatherMs });
    this.#rooms.set(pane, room);
    return room;
  }

  #leave(viewer: Viewer): void {
    this.#viewers.delete(viewer);
    this.#closeEmptyRooms();
    this.#looking ??= this.#lookLater();
  }

  /** A room in which nobody is would hold up what may be left out of a flood. */
  #closeEmptyRooms(): void {
    for (const [pane, room] of this.#rooms) {
      if (!room.isEmpty) continue;
      room.dispose();
      this.#rooms.delete(pane);
    }
  }

  #lookLater(): Disposable {
    return this.#parts.clock.after(lookMs, () => {
      for (const viewer of this.#viewers) viewer.look();
      this.#closeEmptyRooms();
      this.#count();
      this.#looking = this.#viewers.size > 0 ? this.#lookLater() : null;
    });
  }

  /** Told when everybody is looked at: a full room must not be counted a thousand times. */
  #count(): void {
    const { people } = this;
    if (people === this.#counted) return;
    this.#counted = people;
    this.#parts.counted?.(people);
  }
}

/** The room of all who were greeted. */
const EVERYBODY = "everybody";

/** Measured with 2000 viewers: see docs/performance.md. */
const usualGatherMs = 80;
