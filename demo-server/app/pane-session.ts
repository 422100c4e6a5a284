import { OutputLog } from "#core/feed/output-log.ts";
import { id } from "#core/ids.ts";
import type { Pane } from "#core/deck/model.ts";
import type { PaneState, Size } from "#core/protocol/messages.ts";
import type { Mark } from "#core/stream/marks.ts";
import type { Redactor } from "#core/stream/redaction.ts";
import { asSaid, type Sentence } from "#core/said.ts";
import { sentence } from "#core/sentences.ts";
import { OutputPath } from "./output-path.ts";
import {
  TargetError,
  type Channel,
  type ChannelEnd,
  type Clock,
  type Decode,
  type Disposable,
  type Health,
  type HostKey,
  type ScreenFactory,
} from "./ports.ts";
import { ScreenFeed } from "./screen-feed.ts";
import { PaneWatchers, type WatchedShell } from "./pane-watchers.ts";
import { whyEnded } from "./why-ended.ts";

/** Kept for windows that come back; more than the screen feed ever has unparsed, so a screen can always be continued. */
const retainedChars = 2 * 1024 * 1024;

/** A longer prompt is cut where it is drawn again after hidden commands. */
const hiddenPromptChars = 4096;

export interface PaneParts {
  readonly clock: Clock;
  readonly createScreen: ScreenFactory;
  readonly createDecode: () => Decode;
  readonly createRedactor: () => Redactor;
  /** An unguessable word, new for each shell. */
  readonly createNonce: () => string;
  readonly openChannel: (size: Size, nonce: string, notify: (health: Health) => void) => Promise<Channel>;
  /** The line of the talk that declares the pane's target, `hello/en.md:7`; null where none does. */
  readonly declaredAt: () => string | null;
}

export interface PaneListener {
  stateChanged(state: PaneState): void;
  /** Redacted output, as it goes to the windows. */
  printed(text: string): void;
  /** Whether every character must come to `printed`: else text that cannot be seen any more may be left out. */
  readsAll(): boolean;
  marked(mark: Mark): void;
  /** A new shell begins with an empty screen. */
  began(): void;
  ended(end: ChannelEnd): void;
}

/** One pane: its shell, its screen, and the windows that show it. One shell at a time; each is an epoch. */
export class PaneSession implements Disposable {
  readonly pane: Pane;
  readonly #parts: PaneParts;
  readonly #listener: PaneListener;
  readonly #watchers: PaneWatchers;
  #shell: Shell | null = null;
  #state: PaneState = { at: "closed" };
  #opening: Promise<void> = Promise.resolve();
  #hostKey: HostKey | null = null;
  #size: Size;
  #lives = 0;
  /** While hidden: what was printed since the last prompt began. */
  #hidden: string | null = null;

  constructor(pane: Pane, size: Size, parts: PaneParts, listener: PaneListener) {
    this.pane = pane;
    this.#size = pane.size.kind === "fixed" ? { cols: pane.size.cols, rows: pane.size.rows } : size;
    this.#parts = parts;
    this.#listener = listener;
    this.#watchers = new PaneWatchers(this.#size, parts.clock);
  }

  get state(): PaneState {
    return this.#state;
  }

  get size(): Size {
    return this.#size;
  }

  /** Starts a shell if there is none; resolves when it is there. What goes wrong becomes the pane's state. */
  open(): Promise<void> {
    if (this.#state.at === "closed") this.#opening = this.#start();
    return this.#opening;
  }

  async #start(): Promise<void> {
    this.#setState({ at: "opening" });
    const shell = this.#beginShell();
    try {
      const channel = await this.#parts.openChannel(this.#size, shell.nonce, (health) =>
        this.#onHealth(shell, health),
      );
      if (this.#shell !== shell) channel.dispose();
      else this.#attach(shell, channel);
    } catch (error) {
      if (this.#shell === shell) this.#onRefused(error);
    }
  }

  /** Ends the shell, if any, and starts another. */
  async reopen(): Promise<void> {
    this.close(sentence("paneReopened"));
    await this.open();
  }

  /** Ends the shell, if any. */
  close(reason: Sentence): void {
    const hadShell = Boolean(this.#shell?.channel);
    this.#endShell();
    // A step that ran in it would be waited for until its timeout.
    if (hadShell) this.#listener.ended({ why: "lost", reason });
    this.#setState({ at: "closed" });
  }

  /** Writes the shown host key to known_hosts and connects again. False if another key is shown by now. */
  async acceptHost(fingerprint: string): Promise<boolean> {
    const key = this.#hostKey;
    if (key?.fingerprint !== fingerprint) return false;
    await key.accept();
    await this.reopen();
    return true;
  }

  /** False where there is no shell to write to. */
  write(text: string): boolean {
    const channel = this.#shell?.channel;
    channel?.write(text);
    return Boolean(channel);
  }

  /** Runs a command line beside a shell that gives no marks; its output shows in the pane. */
  async exec(command: string): Promise<number | null> {
    const shell = this.#shell;
    if (!shell?.channel) return null;
    return shell.channel.exec(command, (bytes) => shell.output.push(bytes));
  }

  /** Runs a command line beside the shell; its output is thrown away. Gives its status; null where there is none. */
  async execHidden(command: string): Promise<number | null> {
    return (await this.#shell?.channel?.exec(command, () => undefined)) ?? null;
  }

  /** Until `unhide`, nothing the shell prints is shown, sent or stored but for its last prompt. Marks still count. */
  hide(): void {
    this.#hidden = "";
  }

  /** Draws the newest prompt in place of the one that was shown before. */
  unhide(): void {
    const prompt = this.#hidden;
    this.#hidden = null;
    // What was hidden is redacted already.
    if (prompt && this.#shell) this.#onText(this.#shell, `\r\x1b[K${prompt}`);
  }

  /** Prints text of our own into the pane, redacted as the shell's is. */
  print(text: string): void {
    this.#shell?.output.print(text);
  }

  /** Lets out at once what is held back because it might become a secret. */
  settle(): void {
    this.#shell?.output.settle();
  }

  setKeyboard(taken: boolean): void {
    if (this.#state.at === "open") this.#setState({ ...this.#state, keyboard: taken });
  }

  /** Ignored where the talk gives the pane a fixed size. */
  resize(size: Size): void {
    if (this.pane.size.kind === "fixed") return;
    if (size.cols === this.#size.cols && size.rows === this.#size.rows) return;
    this.#size = size;
    const shell = this.#shell;
    if (shell) shell.resizedAt = shell.log.end;
    shell?.channel?.resize(size);
    shell?.screens.resize(size, () => this.#watchers.resized(this.#size));
    this.#watchers.resized(size);
  }

  /** The windows, and the recorder, that show this pane. */
  get watchers(): PaneWatchers {
    return this.#watchers;
  }

  dispose(): void {
    this.#endShell();
    this.#watchers.removeAll();
  }

  #beginShell(): Shell {
    const nonce = this.#parts.createNonce();
    const { pane } = this;
    const buffer = this.#parts.createScreen(this.#size, pane.scrollback);
    buffer.onReply((text) => shell.channel?.write(text));
    const shell: Shell = {
      epoch: id<"epoch">(`${++this.#lives}-${nonce.slice(0, 8)}`),
      nonce,
      log: new OutputLog(retainedChars),
      screens: new ScreenFeed(buffer, pane.scrollback, this.#parts.clock, (pause) => {
        if (pause) shell.channel?.pause();
        else shell.channel?.resume();
      }),
      output: new OutputPath({
        nonce,
        clock: this.#parts.clock,
        decode: this.#parts.createDecode(),
        redactor: this.#parts.createRedactor(),
        sink: {
          text: (text) => this.#onShellText(shell, text),
          mark: (mark) => {
            if (mark.at === "promptStart" && this.#hidden !== null) this.#hidden = "";
            if (mark.at === "promptEnd") this.#watchers.atPrompt();
            this.#listener.marked(mark);
          },
          keptLines: () => this.#keptLines(shell),
          leftOut: (bytes) => {
            shell.log.skip(bytes);
            shell.screens.leaveOut(bytes);
          },
        },
      }),
      scrollback: pane.scrollback,
      channel: null,
      resizedAt: -1,
    };
    this.#shell = shell;
    this.#listener.began();
    this.#watchers.begin(shell);
    return shell;
  }

  #attach(shell: Shell, channel: Channel): void {
    shell.channel = channel;
    channel.onEnd((end) => this.#onEnd(shell, end));
    channel.onData((bytes) => shell.output.push(bytes));
    channel.resize(this.#size);
    this.#setState({ at: "open", marks: channel.marks, keyboard: false });
  }

  #endShell(): void {
    const shell = this.#shell;
    this.#shell = null;
    this.#hostKey = null;
    shell?.output.dispose();
    shell?.screens.dispose();
    shell?.channel?.dispose();
  }

  #onShellText(shell: Shell, text: string): void {
    if (this.#hidden === null) this.#onText(shell, text);
    else this.#hidden = (this.#hidden + text).slice(-hiddenPromptChars);
  }

  #onText(shell: Shell, text: string): void {
    const start = shell.log.end;
    shell.log.append(text);
    this.#watchers.printed(start, shell.log.end);
    shell.screens.write(text);
    this.#listener.printed(text);
  }

  /** Of a flood that every window and the recorder get as screens, only what those can show is needed. */
  #keptLines({ screens, scrollback }: Shell): number | null {
    if (this.#watchers.someFollow || this.#listener.readsAll() || !screens.scrollsPlainly) return null;
    return scrollback + 2 * Math.max(this.#size.rows, screens.size.rows);
  }

  #onHealth(shell: Shell, health: Health): void {
    if (this.#shell !== shell || !shell.channel) return;
    if (health.at === "silent") this.#setState({ at: "stalled", silentMs: health.ms });
    else if (this.#state.at === "stalled") {
      this.#setState({ at: "open", marks: shell.channel.marks, keyboard: false });
    }
  }

  #onEnd(shell: Shell, ended: ChannelEnd): void {
    if (this.#shell !== shell) return;
    const end = ended.why === "lost" ? { ...ended, reason: this.redacted(ended.reason) } : ended;
    shell.output.end();
    shell.channel = null;
    this.#setState({ at: "lost", why: whyEnded(end) });
    this.#listener.ended(end);
  }

  #onRefused(error: unknown): void {
    const hostKey = error instanceof TargetError ? error.hostKey : undefined;
    if (hostKey) {
      this.#hostKey = hostKey;
      const { host, keyType, fingerprint } = hostKey;
      this.#setState({ at: "unknownHost", host, keyType, fingerprint });
      return;
    }
    const why = this.redacted(error instanceof Error ? error.message : String(error));
    this.#setState({ at: "lost", why, notOpened: { declaredAt: this.#parts.declaredAt() } });
    this.#listener.ended({ why: "lost", reason: why });
  }

  /** Whether something in this text is never to be seen. */
  hasSecret(text: string): boolean {
    return this.redacted(text) !== text;
  }

  /** For a sentence: it may have in it a command, or what a host or a program said. */
  redacted(text: string): Sentence {
    const redactor = this.#parts.createRedactor();
    return asSaid(redactor.push(text) + redactor.settle());
  }

  #setState(state: PaneState): void {
    this.#state = state;
    this.#listener.stateChanged(state);
  }
}

interface Shell extends WatchedShell {
  readonly nonce: string;
  readonly output: OutputPath;
  channel: Channel | null;
  /** Where the output stood when the size was changed last; -1 if it never was. */
  resizedAt: number;
}
