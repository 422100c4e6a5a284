import type { PageDeck } from "#core/deck/page.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { PaneState } from "#core/protocol/messages.ts";
import type { Playback, PlaybackStep } from "#core/takes/playback.ts";
import { positionAt } from "#core/takes/timeline.ts";
import type { PaneTimeline } from "../source.ts";
import { keepSoon, type SegmentFiles } from "./files.ts";
import { PanePlayer, type PlayerEvents } from "./pane-player.ts";
import type { Clock } from "./performance.ts";
import { scrubberFacts } from "./scrubber-facts.ts";

export interface TakePanesParts {
  readonly page: PageDeck;
  readonly playback: Playback;
  readonly files: ReadonlyMap<PaneId, SegmentFiles>;
  readonly clock: Clock;
}

export interface TakePanesEvents extends Pick<PlayerEvents, "mark"> {
  moved(player: PanePlayer): void;
  /** A pane's recording can no longer be had, or can be again. */
  changed(): void;
}

/** The panes of a take: the player of each, and whether its recording can be had. */
export class TakePanes {
  readonly #parts: TakePanesParts;
  readonly #events: TakePanesEvents;
  readonly #players: ReadonlyMap<PaneId, PanePlayer>;
  readonly #troubles = new Map<PaneId, string>();

  constructor(parts: TakePanesParts, events: TakePanesEvents) {
    this.#parts = parts;
    this.#events = events;
    this.#players = new Map(
      parts.playback.panes.flatMap((pane) => {
        const segments = parts.files.get(pane.pane);
        return segments ? [[pane.pane, this.#player(pane, segments)]] : [];
      }),
    );
  }

  /** Undefined where the take has nothing of this pane. */
  player(pane: PaneId): PanePlayer | undefined {
    return this.#players.get(pane);
  }

  get players(): Iterable<PanePlayer> {
    return this.#players.values();
  }

  get anyPlays(): boolean {
    return [...this.#players.values()].some(({ playing }) => playing);
  }

  /** Those that play this step. */
  playing(step: StepId): PanePlayer[] {
    return [...this.#players.values()].filter(({ playing }) => playing?.step === step);
  }

  state(pane: PaneId): PaneState {
    const why = this.#troubles.get(pane);
    if (why !== undefined) return { at: "lost", why };
    return this.#players.has(pane) ? { at: "open", marks: true, keyboard: false } : { at: "closed" };
  }

  timeline(pane: PaneId): PaneTimeline | null {
    const player = this.#players.get(pane);
    if (!player) return null;
    const { positionMs, playing } = player;
    return {
      ...scrubberFacts(this.#parts.playback, player.about),
      positionMs,
      playing: playing !== null,
    };
  }

  /** Loads what these panes show first: before `run`, in its own pane, else where they stand. */
  async prepare(panes: readonly PaneId[], run: PlaybackStep | undefined): Promise<void> {
    const players = panes.flatMap((pane) => this.#players.get(pane) ?? []);
    await Promise.all(
      players.map((player) =>
        player.prepare(run?.pane === player.about.pane ? run.readyMs : player.positionMs),
      ),
    );
  }

  /** Fetches all of it quietly. */
  keep(): void {
    keepSoon([...this.#parts.files.values()], this.#parts.clock);
  }

  #player(pane: Playback["panes"][number], segments: SegmentFiles): PanePlayer {
    const { page, playback, clock } = this.#parts;
    const player: PanePlayer = new PanePlayer(pane, {
      segments,
      clock,
      rules: page.head.replay,
      positionMs: positionAt(page, playback, pane.pane, { slide: 0, shown: [] }),
      events: {
        mark: (step, mark) => this.#events.mark(step, mark),
        moved: () => this.#events.moved(player),
        trouble: (why) => this.#setTrouble(pane.pane, why),
      },
    });
    return player;
  }

  #setTrouble(pane: PaneId, why: string | null): void {
    if ((this.#troubles.get(pane) ?? null) === why) return;
    if (why === null) this.#troubles.delete(pane);
    else this.#troubles.set(pane, why);
    this.#events.changed();
  }
}
