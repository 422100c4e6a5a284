import type { PageDeck } from "#core/deck/page.ts";
import type { PaneId } from "#core/ids.ts";
import type {
  AudienceRules,
  AudienceWelcome,
  FromViewer,
  QuestionAnswer,
  Reaction,
  ToViewer,
} from "#core/protocol/audience.ts";
import { PROTOCOL_VERSION } from "#core/protocol/messages.ts";
import type { ShowState } from "#core/show/state.ts";
import { io, type Socket } from "socket.io-client";
import { LiveCluster } from "../cluster/live-cluster.ts";
import { LivePane, type PaneWire } from "../live-pane.ts";
import type { ClusterFeed, Disposable, Screen } from "../source.ts";
import type { AudienceFeed, HeardShow } from "./feed.ts";

const NOTHING: AudienceRules = { reactions: false, questions: false };
const ANSWER_WITHIN_MS = 8000;
/** Between that and twice that a window asks again that found no place. */
const ASK_AGAIN_MS = 5000;

/** Joins the room: the server, or a relay, that this page came from. */
export function joinAudience(page: PageDeck): AudienceFeed {
  const socket: Socket<ToViewer, FromViewer> = io("/audience", {
    path: "/audience",
    transports: ["websocket"],
    reconnectionDelay: 200,
    // All of a large room come back at once, when its server does.
    reconnectionDelayMax: 1200,
    randomizationFactor: 0.5,
    // One that the network swallowed; longer than a large room takes to come back.
    timeout: 4000,
    query: { talk: page.talk, language: page.head.language },
  });
  return new Audience(page, socket);
}

class Audience implements AudienceFeed {
  readonly #socket: Socket<ToViewer, FromViewer>;
  readonly #wire: PaneWire;
  readonly #panes = new Map<PaneId, LivePane>();
  readonly #cluster: LiveCluster | null;
  readonly #listeners = new Set<() => void>();
  #welcomed = false;
  #isFull = false;
  #heard: HeardShow | null = null;
  #allows = NOTHING;
  /** What to add to this window's clock to get the stage's. */
  #aheadMs = 0;

  constructor(page: PageDeck, socket: Socket<ToViewer, FromViewer>) {
    this.#socket = socket;
    this.#wire = {
      open: ({ pane, have }) => socket.emit("follow", { pane, have }),
      close: (pane) => socket.connected && socket.emit("unfollow", pane),
      // Nobody waits for a viewer.
      ack: () => undefined,
    };
    this.#cluster = page.slides.some(({ hasMap }) => hasMap)
      ? new LiveCluster(
          () => performance.now() + this.#aheadMs,
          () => this.#greet(),
        )
      : null;
    socket.on("connect", () => this.#greet());
    socket.on("disconnect", (reason) => {
      this.#changed(() => (this.#welcomed = false));
      this.#cluster?.lose();
      // A server that is stopped takes its leave, and socket.io would not look for the next one by itself.
      if (reason === "io server disconnect") socket.connect();
    });
    socket.on("connect_error", () => {
      // It tries again by itself, but for where it was heard and refused.
      this.#changed(() => (this.#isFull = !socket.active));
      if (this.#isFull) setTimeout(() => socket.connect(), ASK_AGAIN_MS * (1 + Math.random()));
    });
    socket.on("output", (output) => this.#panes.get(output.pane)?.output(output));
    socket.on("screen", (screen) => this.#panes.get(screen.pane)?.screen(screen));
    socket.on("resized", (resized) => this.#panes.get(resized.pane)?.resized(resized));
    socket.on("cluster", (news) => this.#cluster?.hear(news));
    socket.on("show", (show) => this.#changed(() => this.#hear(show)));
    socket.on("allows", (allows) => this.#changed(() => (this.#allows = allows)));
  }

  get heard(): HeardShow | null {
    return this.#heard;
  }

  get connected(): boolean {
    return this.#welcomed;
  }

  get isFull(): boolean {
    return this.#isFull;
  }

  get cluster(): ClusterFeed | null {
    return this.#cluster;
  }

  get allows(): AudienceRules {
    return this.#allows;
  }

  show(pane: PaneId, screen: Screen): Disposable {
    this.#panes.get(pane)?.dispose();
    const shown = new LivePane(pane, screen, this.#wire);
    this.#panes.set(pane, shown);
    if (this.#welcomed) shown.open();
    return {
      dispose: () => {
        shown.dispose();
        if (this.#panes.get(pane) === shown) this.#panes.delete(pane);
      },
    };
  }

  /** One that cannot be sent now is dropped: late, it would mean another moment. */
  react(reaction: Reaction): void {
    if (this.#welcomed) this.#socket.emit("react", reaction);
  }

  async question(text: string): Promise<QuestionAnswer | null> {
    if (!this.#welcomed) return null;
    try {
      // socket.io's types lose the answer's own behind `timeout`.
      return (await this.#socket.timeout(ANSWER_WITHIN_MS).emitWithAck("question", text)) as QuestionAnswer;
    } catch {
      return null;
    }
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  #greet(): void {
    this.#socket.emit("hello", { protocol: PROTOCOL_VERSION }, (welcome) => {
      if (!welcome.ok) {
        console.error(`kuroko: ${welcome.why}`);
        return;
      }
      this.#changed(() => this.#take(welcome));
      for (const pane of this.#panes.values()) pane.open();
    });
  }

  #take(welcome: AudienceWelcome & { readonly ok: true }): void {
    this.#welcomed = true;
    this.#isFull = false;
    this.#aheadMs = welcome.now - performance.now();
    this.#allows = welcome.allows;
    // A server that has just begun anew waits for its deck: what was heard before still stands.
    if (welcome.show) this.#hear(welcome.show);
    this.#cluster?.take(welcome.cluster);
  }

  #hear(show: ShowState): void {
    this.#heard = { show, at: performance.now() };
  }

  #changed(change: () => void): void {
    change();
    for (const listener of this.#listeners) listener();
  }
}
