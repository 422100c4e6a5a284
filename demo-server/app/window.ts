import type { PaneId, StepId } from "#core/ids.ts";
import type {
  Ack,
  Answer,
  Ask,
  FromServer,
  Input,
  Open,
  Resize,
  StageView,
} from "#core/protocol/messages.ts";
import type { BackgroundRun } from "#core/show/background-run.ts";
import { sentence } from "#core/sentences.ts";
import type { Disposable } from "./ports.ts";
import type { Requests } from "./requests.ts";
import type { Stage } from "./stage.ts";
import type { Watcher } from "./window-feed.ts";

/** Sends one message to a window; typed by the protocol. */
export type Send = <Name extends keyof FromServer>(
  name: Name,
  message: Parameters<FromServer[Name]>[0],
) => void;

const WATCHES: Answer = { ok: false, why: sentence("otherLeads") };

/** The presenter's window on the stage, whatever carries the messages. What it asks for counts only while it leads. [P26] */
export class PresenterWindow implements Disposable {
  readonly #stage: Stage;
  readonly #requests: Requests;
  readonly #send: Send;
  readonly #leads: () => boolean;
  readonly #watchers = new Map<PaneId, Watcher>();
  readonly #listening: Disposable;

  constructor(stage: Stage, requests: Requests, send: Send, leads: () => boolean) {
    this.#stage = stage;
    this.#requests = requests;
    this.#send = send;
    this.#leads = leads;
    this.#listening = stage.listen({
      paneChanged: (pane, state) => send("pane", { pane, state }),
      stepChanged: (step, state, now) => send("step", { step, state, now }),
      stepSeen: (step, seen) => send("seen", { step, seen }),
      clusterChanged: (news) => send("cluster", news),
      resetChanged: (state) => send("reset", state),
    });
  }

  get view(): StageView {
    return this.#stage.view;
  }

  async open({ pane, size, have }: Open): Promise<void> {
    const session = this.#stage.session(pane, size);
    if (!session) return;
    if (this.#leads()) session.resize(size);
    const watcher = this.#watchers.get(pane) ?? this.#watcherOf(pane);
    this.#watchers.set(pane, watcher);
    session.watchers.add(watcher, have);
    await session.open();
  }

  close(pane: PaneId): void {
    const watcher = this.#watchers.get(pane);
    if (watcher) this.#stage.session(pane)?.watchers.remove(watcher);
    this.#watchers.delete(pane);
  }

  ack({ pane, epoch, offset }: Ack): void {
    const watcher = this.#watchers.get(pane);
    if (watcher) this.#stage.session(pane)?.watchers.ack(watcher, { epoch, offset });
  }

  input({ pane, data }: Input): void {
    if (this.#leads()) this.#stage.session(pane)?.write(data);
  }

  resize({ pane, cols, rows }: Resize): void {
    if (this.#leads()) this.#stage.session(pane)?.resize({ cols, rows });
  }

  ask({ request, action }: Ask): Promise<Answer> {
    const known = this.#requests.known(request);
    if (known) return known;
    return this.#leads()
      ? this.#requests.once(request, () => this.#stage.ask(action))
      : Promise.resolve(WATCHES);
  }

  /** [P53] */
  reveal(step: StepId): BackgroundRun | null {
    return this.#stage.backgroundRun(step);
  }

  dispose(): void {
    this.#listening.dispose();
    for (const pane of [...this.#watchers.keys()]) this.close(pane);
  }

  #watcherOf(pane: PaneId): Watcher {
    const send = this.#send;
    return {
      output: (at, data) => send("output", { pane, ...at, data }),
      screen: (at, size, data) => send("screen", { pane, ...at, ...size, data }),
      resized: (at, size) => send("resized", { pane, ...at, ...size }),
    };
  }
}
