import { windowRules } from "#core/feed/feed.ts";
import type { PaneId } from "#core/ids.ts";
import type { BackgroundRun } from "#core/show/background-run.ts";
import type {
  Ack,
  Open,
  Output,
  Position,
  Resized,
  Screen as ScreenMessage,
  Size,
} from "#core/protocol/messages.ts";
import { OrderedScreen } from "./ordered-screen.ts";
import type { Disposable, Screen } from "./source.ts";

/** Drawn output is told to the server after this much; or after a while, where it is more than a key's echo. */
const ackEveryChars = 64 * 1024;
const ackAfterMs = 30;

/** What a pane says to whoever sends its output. */
export interface PaneWire {
  open(open: Open): void;
  /** Not heard while there is no connection: it has closed everything. */
  close(pane: PaneId): void;
  ack(ack: Ack): void;
}

/** One pane of the deck at the end of the wire: draws what comes, tells what is drawn, and asks again after a gap. */
export class LivePane implements Disposable {
  readonly #pane: PaneId;
  readonly #screen: OrderedScreen;
  readonly #wire: PaneWire;
  /** Up to where output was handed to the terminal. */
  #at: Position | null = null;
  #drawnTo: Position | null = null;
  #acked = 0;
  #ackTimer: ReturnType<typeof setTimeout> | undefined;
  #asking = false;
  #gone = false;
  /** Something else draws: what the shell prints is left to be asked for again. */
  #held = false;
  /** The size that was heard of meanwhile; the terminal may still be on its way to it. */
  #heldSize: Size | null = null;

  constructor(pane: PaneId, screen: Screen, wire: PaneWire) {
    this.#pane = pane;
    this.#screen = new OrderedScreen(screen);
    this.#wire = wire;
  }

  /** [P4] Asks for the pane, naming what is here already. */
  open(): void {
    if (this.#gone) return;
    this.#asking = true;
    this.#wire.open({ pane: this.#pane, size: this.#screen.size, have: this.#at });
  }

  /** From now on `draw` draws here, and the shell does not. */
  hold(): void {
    this.#held = true;
  }

  /** @param afresh whether on an empty terminal. */
  draw(text: string, afresh: boolean): void {
    if (this.#gone) return;
    if (afresh) this.#screen.begin(text, nothing);
    else this.#screen.write(text, nothing);
  }

  /** The shell draws again: behind this run, if all of it was drawn as it was printed; else with a screen. */
  release(drawn: BackgroundRun | null): void {
    const { cols, rows } = this.#heldSize ?? this.#screen.size;
    const isExact = drawn?.end !== null && drawn?.cols === cols && drawn.rows === rows;
    this.#held = false;
    this.#heldSize = null;
    this.#at = isExact ? { epoch: drawn.epoch, offset: drawn.end } : null;
    this.#acked = 0;
    this.open();
  }

  output({ epoch, offset, data }: Output): void {
    const at = this.#at;
    if (this.#gone || this.#held) return;
    if (at?.epoch !== epoch || offset > at.offset) {
      this.#mindGap();
      return;
    }
    const end = offset + data.length;
    if (end <= at.offset) return;
    this.#asking = false;
    this.#at = { epoch, offset: end };
    this.#screen.write(at.offset === offset ? data : data.slice(at.offset - offset), () =>
      this.#drawn({ epoch, offset: end }),
    );
  }

  screen({ epoch, offset, cols, rows, data }: ScreenMessage): void {
    if (this.#gone) return;
    if (this.#held) {
      this.#fitWhileHeld({ cols, rows });
      return;
    }
    this.#asking = false;
    this.#at = { epoch, offset };
    this.#acked = 0;
    this.#screen.begin(data, () => this.#ack({ epoch, offset }), { cols, rows });
  }

  /** [P8] */
  resized({ epoch, offset, cols, rows }: Resized): void {
    if (this.#gone) return;
    if (this.#held) this.#fitWhileHeld({ cols, rows });
    else if (this.#at?.epoch !== epoch || offset > this.#at.offset) this.#mindGap();
    else this.#screen.resize({ cols, rows });
  }

  dispose(): void {
    if (this.#gone) return;
    this.#gone = true;
    clearTimeout(this.#ackTimer);
    this.#wire.close(this.#pane);
  }

  #fitWhileHeld(size: Size): void {
    this.#heldSize = size;
    this.#screen.resize(size);
  }

  #mindGap(): void {
    if (!this.#asking) this.open();
  }

  #drawn(at: Position): void {
    this.#drawnTo = at;
    const untold = at.offset - this.#acked;
    if (untold >= ackEveryChars) this.#ack(at);
    else if (untold >= windowRules.untoldChars)
      this.#ackTimer ??= setTimeout(() => this.#ack(this.#drawnTo ?? at), ackAfterMs);
  }

  /** [P5] */
  #ack(at: Position): void {
    clearTimeout(this.#ackTimer);
    this.#ackTimer = undefined;
    if (this.#gone || at.epoch !== this.#at?.epoch) return;
    this.#acked = at.offset;
    this.#wire.ack({ pane: this.#pane, ...at });
  }
}

function nothing(): void {
  // What is not the shell's is not told to the server.
}
