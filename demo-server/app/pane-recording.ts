import { createEventWriter, writeHeader, type CastEvent } from "#core/takes/asciicast.ts";
import type { StepId } from "#core/ids.ts";
import type { Position, Size } from "#core/protocol/messages.ts";
import type { RecordedPane, RecordedStep } from "#core/takes/manifest.ts";
import type { PaneSession } from "./pane-session.ts";
import type { Watcher } from "./window-feed.ts";

/** Output that a step may print before the take keeps screens of it instead of every character. */
const perStep = { windowChars: 1024 * 1024, burstChars: Infinity, untoldChars: 0 };

/** Clears a terminal wholly, scrollback and modes included (RIS). */
const reset = "\x1bc";

/** Writes one pane into its cast, as one more watcher of the pane: a flood is recorded as screens. */
export class PaneRecording implements Watcher {
  readonly patient = true;
  readonly described: RecordedPane;
  readonly #session: PaneSession;
  readonly #nowMs: () => number;
  readonly #append: (text: string) => void;
  readonly #event: (event: CastEvent) => string;
  #size: Size;
  #last: Position | null = null;
  #blank = true;
  #keptScreensAfterMs: number | null = null;
  #ending: () => void = nothing;

  constructor(session: PaneSession, startsAtMs: number, nowMs: () => number, append: (text: string) => void) {
    const { pane, size } = session;
    this.#session = session;
    this.#nowMs = () => nowMs() - startsAtMs;
    this.#append = append;
    this.#size = size;
    this.#event = createEventWriter();
    this.described = { pane: pane.id, title: pane.title, file: `${pane.id}.cast`, startsAtMs, ...size };
    append(writeHeader({ ...size, title: pane.title }));
    session.watchers.add(this, null, perStep);
  }

  /** What was left out of the newest step, for the manifest. */
  get limits(): Pick<RecordedStep, "keptScreensAfterMs"> {
    if (this.#keptScreensAfterMs === null) return {};
    return { keptScreensAfterMs: this.described.startsAtMs + this.#keptScreensAfterMs };
  }

  output(at: Position, data: string): void {
    this.#last = { epoch: at.epoch, offset: at.offset + data.length };
    this.#blank = false;
    this.#write({ kind: "output", data });
  }

  screen(at: Position, size: Size, data: string): void {
    this.#last = at;
    // Behind this call, when it counts as sent: a take is written as it comes, so that the next screen may follow.
    void Promise.resolve().then(() => this.#session.watchers.ack(this, at));
    if (this.#blank && data === "") return;
    this.resized(at, size);
    this.#write({ kind: "output", data: this.#blank ? data : reset + data });
    this.#blank = false;
  }

  lags(): void {
    this.#keptScreensAfterMs ??= this.#nowMs();
    if (this.#last) this.#session.watchers.ack(this, this.#last);
  }

  resized(_at: Position, size: Size): void {
    if (size.cols === this.#size.cols && size.rows === this.#size.rows) return;
    this.#size = size;
    this.#write({ kind: "resize", ...size });
  }

  stepBegan(step: StepId): void {
    this.#keptScreensAfterMs = null;
    if (this.#last) this.#session.watchers.ack(this, this.#last);
    this.#write({ kind: "marker", label: `start ${step}` });
  }

  stepEnteredAgain(step: StepId): void {
    this.#write({ kind: "marker", label: `again ${step}` });
  }

  /** Calls `then` when what the step printed is in the cast: after a flood its last screen is still to come. */
  stepEnded(step: StepId, then: () => void): void {
    let isOver = false;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      this.#ending = nothing;
      this.#write({ kind: "marker", label: `end ${step}` });
      then();
    };
    this.#ending = end;
    this.#session.watchers.catchUp(this, end);
  }

  /** Nothing more comes: a step that waits for its last screen ends without it. */
  close(): void {
    this.#ending();
  }

  exited(status: number): void {
    this.#write({ kind: "exit", status });
  }

  #write(event: DistributiveOmit<CastEvent, "atMs">): void {
    this.#append(this.#event({ ...event, atMs: this.#nowMs() }));
  }
}

type DistributiveOmit<Type, Key extends PropertyKey> = Type extends unknown ? Omit<Type, Key> : never;

function nothing(): void {
  // No step is ending.
}
