import { id, type PaneId, type StepId } from "#core/ids.ts";
import type { PageDeck } from "#core/deck/page.ts";
import {
  PROTOCOL_VERSION,
  type Action,
  type Answer,
  type FromServer,
  type FromWindow,
  type PaneState,
  type Size,
  type StageView,
} from "#core/protocol/messages.ts";
import { idle, type StepState } from "#core/steps/machine.ts";
import { io, type Socket } from "socket.io-client";
import { LivePane } from "./live-pane.ts";
import type { Disposable, Place, Screen, Source } from "./source.ts";

/** How long an answer may take before the window asks again, with the same request id. */
const answerWithinMs = 20_000;

export function connectLive(page: PageDeck): Promise<Source> {
  const socket: Socket<FromServer, FromWindow> = io({
    path: "/stage",
    transports: ["websocket"],
    reconnectionDelay: 200,
    reconnectionDelayMax: 1000,
    query: { talk: page.talk, language: page.head.language },
  });
  return Promise.resolve(new LiveSource(page, socket));
}

class LiveSource implements Source {
  readonly kind = "live";
  readonly #page: PageDeck;
  readonly #socket: Socket<FromServer, FromWindow>;
  readonly #panes = new Map<PaneId, LivePane>();
  readonly #paneStates = new Map<PaneId, PaneState>();
  readonly #stepStates = new Map<StepId, StepState>();
  readonly #listeners = new Set<() => void>();
  #slide: number | null = null;
  #welcomed = false;
  /** What to add to this window's clock to get the server's. */
  #aheadMs = 0;

  constructor(page: PageDeck, socket: Socket<FromServer, FromWindow>) {
    this.#page = page;
    this.#socket = socket;
    socket.on("connect", () => this.#greet());
    socket.on("disconnect", (reason) => {
      this.#changed(() => (this.#welcomed = false));
      // A server that is stopped takes its leave, and socket.io would not look for the next one by itself.
      if (reason === "io server disconnect") socket.connect();
    });
    socket.on("output", (output) => this.#panes.get(output.pane)?.output(output));
    socket.on("screen", (screen) => this.#panes.get(screen.pane)?.screen(screen));
    socket.on("resized", (resized) => this.#panes.get(resized.pane)?.resized(resized));
    socket.on("pane", ({ pane, state }) => this.#changed(() => this.#paneStates.set(pane, state)));
    socket.on("step", ({ step, state, now }) =>
      this.#changed(() => {
        this.#aheadMs = now - performance.now();
        this.#stepStates.set(step, state);
      }),
    );
  }

  get connected(): boolean {
    return this.#welcomed;
  }

  show(pane: PaneId, screen: Screen): Disposable {
    this.#panes.get(pane)?.dispose();
    const live = new LivePane(pane, screen, this.#socket);
    this.#panes.set(pane, live);
    if (this.#welcomed) live.open();
    return {
      dispose: () => {
        live.dispose();
        if (this.#panes.get(pane) === live) this.#panes.delete(pane);
      },
    };
  }

  place({ slide }: Place): void {
    const left = this.#slide;
    if (left === slide) return;
    this.#slide = slide;
    if (left !== null && slide > left) {
      for (const { pane } of this.#page.slides[left]?.scenes ?? [])
        void this.#ask({ do: "leave", pane, slide: left });
    }
    void this.#ask({ do: "arrive", slide });
  }

  next(step: StepId): Promise<Answer> {
    return this.#ask({ do: "next", step });
  }

  rerun(step: StepId): Promise<Answer> {
    return this.#ask({ do: "rerun", step });
  }

  moveOn(step: StepId): Promise<Answer> {
    return this.#ask({ do: "moveOn", step });
  }

  clear(pane: PaneId): Promise<Answer> {
    return this.#ask({ do: "clear", pane });
  }

  reopen(pane: PaneId): Promise<Answer> {
    return this.#ask({ do: "reopen", pane });
  }

  acceptHost(pane: PaneId, fingerprint: string): Promise<Answer> {
    return this.#ask({ do: "acceptHost", pane, fingerprint });
  }

  keyboard(pane: PaneId, taken: boolean): Promise<Answer> {
    return this.#ask({ do: "keyboard", pane, taken });
  }

  input(pane: PaneId, data: string): void {
    // Keys typed while the server is away are dropped: run later, they would surprise.
    if (this.#welcomed) this.#socket.emit("input", { pane, data });
  }

  resize(pane: PaneId, size: Size): void {
    if (this.#welcomed) this.#socket.emit("resize", { pane, ...size });
  }

  step(step: StepId): StepState {
    return this.#stepStates.get(step) ?? idle;
  }

  pane(pane: PaneId): PaneState {
    return this.#paneStates.get(pane) ?? { at: "closed" };
  }

  now(): number {
    return performance.now() + this.#aheadMs;
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
      this.#changed(() => this.#take(welcome.stage));
      for (const pane of this.#panes.values()) pane.open();
    });
  }

  #take(stage: StageView): void {
    this.#welcomed = true;
    this.#aheadMs = stage.now - performance.now();
    replace(this.#paneStates, stage.panes);
    replace(this.#stepStates, stage.steps);
  }

  async #ask(action: Action): Promise<Answer> {
    const ask = { request: id<"request">(crypto.randomUUID()), action };
    for (const attempt of [1, 2]) {
      try {
        // socket.io's types lose the answer's own behind `timeout`.
        return (await this.#socket.timeout(answerWithinMs).emitWithAck("ask", ask)) as Answer;
      } catch {
        if (attempt === 2) break;
      }
    }
    return { ok: false, why: "The server does not answer." };
  }

  #changed(change: () => void): void {
    change();
    for (const listener of this.#listeners) listener();
  }
}

function replace<Key extends string, Value>(map: Map<Key, Value>, now: Readonly<Record<Key, Value>>): void {
  map.clear();
  for (const [key, value] of Object.entries(now) as [Key, Value][]) map.set(key, value);
}
