import type { Pane } from "#core/deck/model.ts";
import { OutputLog } from "#core/feed/output-log.ts";
import { id, type Epoch } from "#core/ids.ts";
import type { Size } from "#core/protocol/messages.ts";
import type { Mark } from "#core/stream/marks.ts";
import type { Redactor } from "#core/stream/redaction.ts";
import type { Curtain } from "./curtain.ts";
import { OutputPath } from "./output-path.ts";
import type { PaneWatchers, WatchedShell } from "./pane-watchers.ts";
import type { Channel, ChannelEnd, Clock, Decode, Disposable, ScreenFactory } from "./ports.ts";
import { ScreenFeed } from "./screen-feed.ts";

/** Kept for windows that come back; more than the screen feed ever has unparsed, so a screen can always be continued. */
const retainedChars = 2 * 1024 * 1024;

export interface ShellParts {
  readonly clock: Clock;
  readonly createScreen: ScreenFactory;
  readonly createDecode: () => Decode;
  readonly createRedactor: () => Redactor;
  /** An unguessable word, new for each shell. */
  readonly createNonce: () => string;
}

export interface ShellListener {
  /** Redacted output, as it goes to the windows. */
  printed(text: string): void;
  /** Whether every character must come to `printed`: else text that cannot be seen any more may be left out. */
  readsAll(): boolean;
  marked(mark: Mark): void;
}

/** The pane that the shell is of, as far as the shell has to know it. */
export interface ShellOf {
  readonly pane: Pane;
  /** Counts the pane's shells, from 1. */
  readonly life: number;
  readonly size: Size;
  readonly watchers: PaneWatchers;
  readonly curtain: Curtain;
  readonly listener: ShellListener;
}

/** One shell of a pane: what it prints goes to its log, to who watches the pane, and onto its screen. */
export class PaneShell implements WatchedShell, Disposable {
  readonly epoch: Epoch;
  readonly nonce: string;
  readonly log = new OutputLog(retainedChars);
  readonly screens: ScreenFeed;
  readonly scrollback: number;
  readonly #watchers: PaneWatchers;
  readonly #curtain: Curtain;
  readonly #listener: ShellListener;
  readonly #output: OutputPath;
  #channel: Channel | null = null;
  #size: Size;
  #resizedAt = -1;

  constructor({ pane, life, size, watchers, curtain, listener }: ShellOf, parts: ShellParts) {
    this.nonce = parts.createNonce();
    this.epoch = id<"epoch">(`${life}-${this.nonce.slice(0, 8)}`);
    this.scrollback = pane.scrollback;
    this.#size = size;
    this.#watchers = watchers;
    this.#curtain = curtain;
    this.#listener = listener;
    const buffer = parts.createScreen(size, pane.scrollback);
    buffer.onReply((text) => this.#channel?.write(text));
    this.screens = new ScreenFeed(buffer, pane.scrollback, parts.clock, (pause) => {
      if (pause) this.#channel?.pause();
      else this.#channel?.resume();
    });
    this.#output = new OutputPath({
      nonce: this.nonce,
      clock: parts.clock,
      decode: parts.createDecode(),
      redactor: parts.createRedactor(),
      sink: {
        text: (text) => this.#onText(text),
        mark: (mark) => this.#onMark(mark),
        keptLines: () => this.#keptLines(),
        leftOut: (bytes) => {
          this.log.skip(bytes);
          this.screens.leaveOut(bytes);
        },
      },
    });
  }

  /** Null before it is there, and after it has ended. */
  get channel(): Channel | null {
    return this.#channel;
  }

  /** -1 if the size was never changed. */
  get resizedAt(): number {
    return this.#resizedAt;
  }

  /** The shell is there. `ended` is called once. */
  attach(channel: Channel, ended: (end: ChannelEnd) => void): void {
    this.#channel = channel;
    channel.onEnd(ended);
    channel.onData((bytes) => this.#output.push(bytes));
    channel.resize(this.#size);
  }

  /** It has ended: what it printed stays to be seen. */
  detach(): void {
    this.#output.end();
    this.#channel = null;
  }

  /** Runs a command line beside it; the output shows in the pane. */
  async exec(command: string): Promise<number | null> {
    return (await this.#channel?.exec(command, (bytes) => this.#output.push(bytes))) ?? null;
  }

  /** Prints text of our own, redacted as the shell's is. */
  print(text: string): void {
    this.#output.print(text);
  }

  /** Prints text that is redacted already, whether the curtain is down or not. */
  printRedacted(text: string): void {
    const start = this.log.end;
    this.log.append(text);
    this.#watchers.printed(start, this.log.end);
    this.screens.write(text);
    this.#listener.printed(text);
  }

  /** Lets out at once what is held back because it might become a secret. */
  settle(): void {
    this.#output.settle();
  }

  resize(size: Size): void {
    this.#size = size;
    this.#resizedAt = this.log.end;
    this.#channel?.resize(size);
    this.screens.resize(size, () => this.#watchers.resized(this.#size));
  }

  /** Ends it, if it has not ended. */
  dispose(): void {
    this.#output.dispose();
    this.screens.dispose();
    this.#channel?.dispose();
  }

  #onText(text: string): void {
    if (this.#curtain.isDown) this.#curtain.hide(text);
    else this.printRedacted(text);
  }

  #onMark(mark: Mark): void {
    if (mark.at === "promptStart") this.#curtain.promptBegins();
    if (mark.at === "promptEnd") this.#watchers.atPrompt();
    this.#listener.marked(mark);
  }

  /** Of a flood that every window and the recorder get as screens, only what those can show is needed. */
  #keptLines(): number | null {
    if (this.#watchers.someFollow || this.#listener.readsAll() || !this.screens.scrollsPlainly) return null;
    return this.scrollback + 2 * Math.max(this.#size.rows, this.screens.size.rows);
  }
}
