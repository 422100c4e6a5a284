import type { Seen } from "#core/compare/seen.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { PageDeck } from "#core/deck/page.ts";
import type { Action, Answer, PaneState, Size, StageView } from "#core/protocol/messages.ts";
import { idle, isBusy, type StepState } from "#core/steps/machine.ts";
import type { StageConnection } from "../link/stage-connection.ts";
import { Asks, unanswered } from "./asks.ts";
import { LiveCluster } from "./cluster/live-cluster.ts";
import { LivePane, type PaneWire } from "./live-pane.ts";
import { LiveReveals } from "./reveals.ts";
import type { Disposable, LiveSource, Place, Screen } from "./source.ts";

/** A background run that is not there by then is shown as it stands: nobody looks at an empty pane for long. */
const revealedWithinMs = 1500;

export function connectLive(page: PageDeck, connection: StageConnection): LiveSource {
  return new Live(page, connection);
}

class Live implements LiveSource {
  readonly understudy = null;
  readonly cluster: LiveCluster | null;
  readonly reveals: LiveReveals;
  readonly #page: PageDeck;
  readonly #socket: StageConnection["socket"];
  readonly #asks: Asks;
  readonly #panes = new Map<PaneId, LivePane>();
  readonly #paneStates = new Map<PaneId, PaneState>();
  readonly #stepStates = new Map<StepId, StepState>();
  readonly #seen = new Map<StepId, Seen>();
  readonly #listeners = new Set<() => void>();
  readonly #wire: PaneWire;
  #slide: number | null = null;
  /** The slide that the server was told of. */
  #arrived: number | null = null;
  #held: ReadonlySet<PaneId> = new Set();
  #welcomed = false;
  /** The server's run: a restarted server knows nothing of what the one before it was asked. */
  #run = "";
  /** What to add to this window's clock to get the server's. */
  #aheadMs = 0;

  constructor(page: PageDeck, connection: StageConnection) {
    const { socket } = connection;
    this.#page = page;
    this.#socket = socket;
    this.#asks = new Asks(socket, this);
    this.#wire = {
      open: (open) => socket.connected && socket.emit("open", open),
      close: (pane) => socket.connected && socket.emit("close", pane),
      ack: (ack) => socket.connected && socket.emit("ack", ack),
    };
    this.reveals = new LiveReveals({
      page,
      runOf: (step) => socket.timeout(revealedWithinMs).emitWithAck("reveal", step),
      paneOf: (pane) => this.#panes.get(pane),
      isThere: (step, pane) => this.#welcomed && !this.#held.has(pane) && this.step(step).at !== "idle",
      changed: () => this.#changed(() => undefined),
    });
    const hasMap = page.slides.some((slide) => slide.hasMap);
    this.cluster = hasMap
      ? new LiveCluster(
          () => this.now(),
          () => connection.greet(),
        )
      : null;
    socket.on("output", (output) => this.#panes.get(output.pane)?.output(output));
    socket.on("screen", (screen) => this.#panes.get(screen.pane)?.screen(screen));
    socket.on("resized", (resized) => this.#panes.get(resized.pane)?.resized(resized));
    socket.on("pane", ({ pane, state }) => {
      if (state.at === "closed" || state.at === "opening") this.reveals.endIn(pane);
      this.#changed(() => this.#paneStates.set(pane, state));
    });
    socket.on("cluster", (news) => this.cluster?.hear(news));
    socket.on("step", ({ step, state, now }) =>
      this.#changed(() => {
        this.#aheadMs = now - performance.now();
        this.#stepStates.set(step, state);
        if (isBusy(state)) this.#seen.delete(step);
      }),
    );
    socket.on("seen", ({ step, seen }) => this.#changed(() => this.#seen.set(step, seen)));
    connection.listen({
      welcomed: ({ stage }) => this.#greeted(stage),
      lost: () => {
        this.#changed(() => (this.#welcomed = false));
        this.cluster?.lose();
      },
    });
  }

  get connected(): boolean {
    return this.#welcomed;
  }

  recording(): null {
    return null;
  }

  hold(panes: ReadonlySet<PaneId>): void {
    this.#held = panes;
  }

  show(pane: PaneId, screen: Screen): Disposable {
    this.#panes.get(pane)?.dispose();
    const live = new LivePane(pane, screen, this.#wire);
    this.#panes.set(pane, live);
    this.reveals.shown(pane, live);
    if (this.#welcomed) live.open();
    return {
      dispose: () => {
        live.dispose();
        if (this.#panes.get(pane) !== live) return;
        this.#panes.delete(pane);
        this.reveals.endIn(pane);
      },
    };
  }

  place(place: Place): void {
    const { slide } = place;
    const left = this.#slide;
    if (left === slide) {
      this.reveals.moved(place);
      return;
    }
    this.#slide = slide;
    if (left !== null) this.reveals.arrived(place);
    if (left !== null && slide > left) {
      for (const { pane } of this.#page.slides[left]?.scenes ?? [])
        if (!this.#held.has(pane)) void this.#asks.ask({ do: "leave", pane, slide: left });
    }
    this.#arrive();
  }

  next(step: StepId): Promise<Answer> {
    return this.#askToRun({ do: "next", step });
  }

  rerun(step: StepId): Promise<Answer> {
    this.reveals.finish(step);
    return this.#askToRun({ do: "rerun", step });
  }

  moveOn(step: StepId): Promise<Answer> {
    return this.#asks.ask({ do: "moveOn", step });
  }

  catchUp(step: StepId): Promise<Answer> {
    if (!this.#welcomed) return Promise.resolve(unanswered);
    // It is not asked again: who catches up is told, and does.
    return this.#asks.ask({ do: "catchUp", step }, () => false);
  }

  giveUp(step: StepId): Promise<Answer> {
    return this.#asks.ask({ do: "giveUp", step });
  }

  check(step: StepId): Promise<Answer> {
    return this.#asks.ask({ do: "check", step });
  }

  clear(pane: PaneId): Promise<Answer> {
    this.reveals.endIn(pane);
    return this.#asks.ask({ do: "clear", pane });
  }

  reopen(pane: PaneId): Promise<Answer> {
    return this.#asks.ask({ do: "reopen", pane });
  }

  acceptHost(pane: PaneId, fingerprint: string): Promise<Answer> {
    return this.#asks.ask({ do: "acceptHost", pane, fingerprint });
  }

  keyboard(pane: PaneId, taken: boolean): Promise<Answer> {
    this.reveals.endIn(pane);
    return this.#asks.ask({ do: "keyboard", pane, taken });
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

  playedBy(): "shell" {
    return "shell";
  }

  seen(step: StepId): Seen | null {
    return this.#seen.get(step) ?? null;
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

  #greeted(stage: StageView | null): void {
    if (!stage) {
      console.error("kuroko: the server has no live shells any more. Reload the page.");
      return;
    }
    this.#changed(() => this.#take(stage));
    for (const pane of this.#panes.values()) pane.open();
    this.#arrive();
  }

  #take(stage: StageView): void {
    this.#welcomed = true;
    this.#run = stage.run;
    this.#aheadMs = stage.now - performance.now();
    replace(this.#paneStates, stage.panes);
    replace(this.#stepStates, stage.steps);
    replace(this.#seen, stage.seen);
    this.cluster?.take(stage.cluster);
  }

  /** A window that the server does not know yet is not listened to: the slide is told then. */
  #arrive(): void {
    const slide = this.#slide;
    if (!this.#welcomed || slide === null || slide === this.#arrived) return;
    this.#arrived = slide;
    void this.#asks.ask({ do: "arrive", slide, without: [...this.#held] });
  }

  /** A step is not kept for a server that is away: run later, by itself, it would surprise. */
  #askToRun(action: Action & { readonly step: StepId }): Promise<Answer> {
    if (!this.#welcomed) return Promise.resolve(unanswered);
    const run = this.#run;
    const pane = this.#paneOf(action.step);
    // A restarted server would run it twice, and one that the understudy plays by now must not run behind its back.
    const again = (): boolean => this.#run === run && (pane === undefined || !this.#held.has(pane));
    return this.#asks.ask(action, again);
  }

  #paneOf(step: StepId): PaneId | undefined {
    const scenes = this.#page.slides.flatMap((slide) => slide.scenes);
    return scenes.find(({ steps }) => steps.some((one) => one.id === step))?.pane;
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
