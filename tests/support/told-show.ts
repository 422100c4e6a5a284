import { id, type PaneId, type StepId } from "#core/ids.ts";
import type { AudienceRules, QuestionAnswer, Reaction } from "#core/protocol/audience.ts";
import type { ShownPane, ShownStep, ShowState } from "#core/show/state.ts";
import type { AudienceFeed, HeardShow } from "../../slides/sources/follow/feed.ts";
import type { ClusterFeed, Disposable, Screen } from "../../slides/sources/source.ts";

/** What a test says of a show; the rest is a talk that stands on its first slide. */
export interface Told {
  readonly slide?: number;
  readonly shown?: readonly StepId[];
  readonly black?: boolean;
  readonly panes?: Readonly<Record<PaneId, Partial<ShownPane>>>;
  readonly steps?: Readonly<Record<StepId, ShownStep>>;
}

export function shownPane(pane: Partial<ShownPane>): ShownPane {
  return { by: "shell", at: "open", keyboard: false, asks: null, ...pane };
}

let revision = 0;

export function showOf({ slide = 0, shown = [], black = false, panes = {}, steps = {} }: Told): ShowState {
  return {
    leader: id("deck"),
    revision: ++revision,
    language: "en",
    place: { slide, fragment: shown.length - 1, shown, black },
    panes: Object.fromEntries(Object.entries(panes).map(([pane, said]) => [pane, shownPane(said)])),
    steps,
    next: { will: "end" },
    clock: { ranMs: 0, runs: true },
  };
}

/** The room's end of a show that a test tells. */
export class ToldShow implements AudienceFeed {
  heard: HeardShow | null = null;
  connected = true;
  isFull = false;
  cluster: ClusterFeed | null = null;
  allows: AudienceRules = { reactions: false, questions: false };
  readonly screens = new Map<PaneId, Screen>();
  readonly sent: string[] = [];
  readonly #now: () => number;
  readonly #greeting: Readonly<Record<string, string>>;
  readonly #listeners = new Set<() => void>();

  /** @param greeting what each pane's shell has printed. */
  constructor(now: () => number, greeting: Readonly<Record<string, string>> = {}) {
    this.#now = now;
    this.#greeting = greeting;
  }

  tell(told: Told): void {
    this.heard = { show: showOf(told), at: this.#now() };
    this.changed();
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  show(pane: PaneId, screen: Screen): Disposable {
    this.screens.set(pane, screen);
    screen.resize(100, 26);
    screen.write(this.#greeting[pane] ?? "shell$ ");
    return { dispose: () => this.screens.delete(pane) };
  }

  react(reaction: Reaction): void {
    this.sent.push(reaction);
  }

  question(text: string): Promise<QuestionAnswer> {
    this.sent.push(text);
    return Promise.resolve({ ok: true });
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }
}
