import type { Pane } from "#core/deck/model.ts";
import type { PaneState, Size } from "#core/protocol/messages.ts";
import { asSaid, type Sentence } from "#core/said.ts";
import { sentence } from "#core/sentences.ts";
import { Curtain } from "./curtain.ts";
import { PaneShell, type ShellListener, type ShellParts } from "./pane-shell.ts";
import { PaneWatchers } from "./pane-watchers.ts";
import {
  TargetError,
  type Channel,
  type ChannelEnd,
  type Disposable,
  type Health,
  type HostKey,
} from "./ports.ts";
import { whyEnded } from "./why-ended.ts";

export interface PaneParts extends ShellParts {
  readonly openChannel: (size: Size, nonce: string, notify: (health: Health) => void) => Promise<Channel>;
  /** The line of the talk that declares the pane's target, `hello/en.md:7`; null where none does. */
  readonly declaredAt: () => string | null;
}

export interface PaneListener extends ShellListener {
  stateChanged(state: PaneState): void;
  /** A new shell begins with an empty screen. */
  began(): void;
  ended(end: ChannelEnd): void;
}

/** One pane: whether it has a shell, and the windows that show it. One shell at a time; each is an epoch. */
export class PaneSession implements Disposable {
  readonly pane: Pane;
  readonly #parts: PaneParts;
  readonly #listener: PaneListener;
  readonly #watchers: PaneWatchers;
  readonly #curtain = new Curtain();
  #shell: PaneShell | null = null;
  #state: PaneState = { at: "closed" };
  #opening: Promise<void> = Promise.resolve();
  #hostKey: HostKey | null = null;
  #size: Size;
  #lives = 0;

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
    return (await this.#shell?.exec(command)) ?? null;
  }

  /** Runs a command line beside the shell; its output is thrown away. Gives its status; null where there is none. */
  async execHidden(command: string): Promise<number | null> {
    return (await this.#shell?.channel?.exec(command, () => undefined)) ?? null;
  }

  /** Until `unhide`, nothing the shell prints is shown, sent or stored but for its last prompt. Marks still count. */
  hide(): void {
    this.#curtain.lower();
  }

  /** Draws the newest prompt in place of the one that was shown before. */
  unhide(): void {
    const prompt = this.#curtain.raise();
    if (prompt !== "") this.#shell?.printRedacted(`\r\x1b[K${prompt}`);
  }

  /** Prints text of our own into the pane, redacted as the shell's is. */
  print(text: string): void {
    this.#shell?.print(text);
  }

  /** Lets out at once what is held back because it might become a secret. */
  settle(): void {
    this.#shell?.settle();
  }

  setKeyboard(taken: boolean): void {
    if (this.#state.at === "open") this.#setState({ ...this.#state, keyboard: taken });
  }

  /** Ignored where the talk gives the pane a fixed size. */
  resize(size: Size): void {
    if (this.pane.size.kind === "fixed") return;
    if (size.cols === this.#size.cols && size.rows === this.#size.rows) return;
    this.#size = size;
    this.#shell?.resize(size);
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

  #beginShell(): PaneShell {
    const { pane } = this;
    const watchers = this.#watchers;
    const curtain = this.#curtain;
    const listener = this.#listener;
    const shell = new PaneShell(
      { pane, life: ++this.#lives, size: this.#size, watchers, curtain, listener },
      this.#parts,
    );
    this.#shell = shell;
    listener.began();
    watchers.begin(shell);
    return shell;
  }

  #attach(shell: PaneShell, channel: Channel): void {
    shell.attach(channel, (end) => this.#onEnd(shell, end));
    this.#setState({ at: "open", marks: channel.marks, keyboard: false });
  }

  #endShell(): void {
    const shell = this.#shell;
    this.#shell = null;
    this.#hostKey = null;
    shell?.dispose();
  }

  #onHealth(shell: PaneShell, health: Health): void {
    if (this.#shell !== shell || !shell.channel) return;
    if (health.at === "silent") this.#setState({ at: "stalled", silentMs: health.ms });
    else if (this.#state.at === "stalled") {
      this.#setState({ at: "open", marks: shell.channel.marks, keyboard: false });
    }
  }

  #onEnd(shell: PaneShell, ended: ChannelEnd): void {
    if (this.#shell !== shell) return;
    const end = ended.why === "lost" ? { ...ended, reason: this.redacted(ended.reason) } : ended;
    shell.detach();
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
