import { asSaid } from "#core/said.ts";
import type { PageDeck } from "../../../demo-server/core/deck/page.ts";
import type { PaneId, StepId } from "../../../demo-server/core/ids.ts";
import type { Answer, PaneState, Size } from "../../../demo-server/core/protocol/messages.ts";
import { idle, type BusyStep, type StepState } from "../../../demo-server/core/steps/machine.ts";
import type {
  ClusterFeed,
  Disposable,
  PaneTimeline,
  Place,
  RecordedSource,
  Screen,
} from "../../../slides/sources/source.ts";

/** A source without shells: it notes what it is asked, and a test sets its states. */
export class FakeSource implements RecordedSource {
  readonly calls: string[] = [];
  readonly places: Place[] = [];
  readonly inputs: string[] = [];
  readonly screens = new Map<PaneId, Screen>();
  readonly sizes = new Map<PaneId, Size>();
  readonly steps = new Map<StepId, StepState>();
  readonly panes = new Map<PaneId, PaneState>();
  readonly about = { recordedAt: "2026-11-20T09:30:00Z", recordedOn: "Debian GNU/Linux 12, 2 cores" };
  readonly timelines = new Map<PaneId, PaneTimeline>();
  readonly #listeners = new Set<() => void>();
  connected = true;
  refusal: string | null = null;
  readonly kind: "live" | "recorded";
  readonly greeting: Readonly<Record<string, string>>;

  constructor(
    _page: PageDeck,
    setting: {
      readonly kind: "live" | "recorded";
      readonly greeting: Readonly<Record<string, string>>;
      readonly cluster?: ClusterFeed | null;
    },
  ) {
    this.cluster = setting.cluster ?? null;
    this.kind = setting.kind;
    this.greeting = setting.greeting;
  }

  readonly understudy = null;
  readonly reveals = null;
  readonly cluster: ClusterFeed | null;

  recording(): RecordedSource | null {
    return this.kind === "recorded" ? this : null;
  }

  playedBy(): "shell" | "take" {
    return this.kind === "recorded" ? "take" : "shell";
  }

  soughtMs(): null {
    return null;
  }

  plays(): boolean {
    return true;
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  keep(): void {
    // It has nothing to fetch.
  }

  show(pane: PaneId, screen: Screen): Disposable {
    this.screens.set(pane, screen);
    screen.write(this.greeting[pane] ?? "$ ");
    return { dispose: () => this.screens.delete(pane) };
  }

  place(place: Place): void {
    this.places.push(place);
  }

  next(step: StepId): Promise<Answer> {
    const at = this.step(step).at;
    if (at === "idle" && this.refusal === null) this.set(step, { at: "typing", since: this.now() });
    return this.#answer(`next ${step}`, at === "running");
  }

  rerun(step: StepId): Promise<Answer> {
    this.set(step, { at: "typing", since: this.now() });
    return this.#answer(`rerun ${step}`);
  }

  join(step: StepId, onItsWay: BusyStep): void {
    this.set(step, onItsWay);
    this.calls.push(`join ${step}, ${onItsWay.at} since ${onItsWay.since}`);
  }

  moveOn(step: StepId): Promise<Answer> {
    return this.#answer(`moveOn ${step}`);
  }

  clear(pane: PaneId): Promise<Answer> {
    return this.#answer(`clear ${pane}`);
  }

  reopen(pane: PaneId): Promise<Answer> {
    return this.#answer(`reopen ${pane}`);
  }

  acceptHost(pane: PaneId, fingerprint: string): Promise<Answer> {
    return this.#answer(`acceptHost ${pane} ${fingerprint}`);
  }

  keyboard(pane: PaneId, taken: boolean): Promise<Answer> {
    return this.#answer(`keyboard ${pane} ${String(taken)}`);
  }

  input(pane: PaneId, data: string): void {
    this.inputs.push(`${pane}:${data}`);
  }

  resize(pane: PaneId, size: Size): void {
    this.sizes.set(pane, size);
    this.screens.get(pane)?.resize(size.cols, size.rows);
  }

  seen(): null {
    return null;
  }

  step(step: StepId): StepState {
    return this.steps.get(step) ?? idle;
  }

  pane(pane: PaneId): PaneState {
    return this.panes.get(pane) ?? { at: "open", marks: true, keyboard: false };
  }

  now(): number {
    return performance.now();
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  timeline(pane: PaneId): PaneTimeline | null {
    return this.timelines.get(pane) ?? null;
  }

  seek(pane: PaneId, ms: number): Promise<void> {
    this.calls.push(`seek ${pane} ${Math.round(ms)}`);
    const timeline = this.timelines.get(pane);
    if (timeline) this.timelines.set(pane, { ...timeline, positionMs: ms });
    this.changed();
    return Promise.resolve();
  }

  set(step: StepId, state: StepState): void {
    this.steps.set(step, state);
    this.changed();
  }

  setPane(pane: PaneId, state: PaneState): void {
    this.panes.set(pane, state);
    this.changed();
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  #answer(call: string, pulse = false): Promise<Answer> {
    this.calls.push(call);
    if (this.refusal !== null) return Promise.resolve({ ok: false, why: asSaid(this.refusal) });
    return Promise.resolve({ ok: true, pulse });
  }
}
