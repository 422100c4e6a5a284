import type { ClientChannel } from "ssh2";

import type { Size } from "#core/protocol/messages.ts";
import type { Channel, ChannelEnd } from "#server/app/ports.ts";

import type { Connection } from "./connection.ts";
import type { LoginShell } from "./login-shell.ts";

/** A shell on a machine of its own connection, which ends with it. */
export class SshChannel implements Channel {
  readonly marks: boolean;
  readonly #connection: Connection;
  readonly #stream: ClientChannel;
  #size: Size;
  #paused = false;
  #status: number | null = null;
  #over = false;
  #end: ChannelEnd | null = null;
  #ended: (end: ChannelEnd) => void = () => undefined;

  constructor(connection: Connection, { stream, marks }: LoginShell, size: Size) {
    this.marks = marks;
    this.#connection = connection;
    this.#stream = stream;
    this.#size = size;
    stream.stderr.resume();
    stream.on("error", () => undefined);
    stream.on("exit", (status: number | null) => (this.#status = status));
    connection.onLost((reason) => this.#finish({ why: "lost", reason }));
    stream.once("close", () => {
      // A broken connection closes its channels too, a moment before it says why.
      setImmediate(() => this.#finish({ why: "exited", status: this.#status }));
    });
  }

  write(text: string): void {
    if (!this.#over) this.#stream.write(text);
  }

  resize(size: Size): void {
    this.#size = size;
    if (!this.#over) this.#stream.setWindow(size.rows, size.cols, 0, 0);
  }

  /** The channel's window (2 MiB) fills up, then the far side's program blocks. */
  pause(): void {
    this.#paused = true;
    this.#stream.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#stream.resume();
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#stream.on("data", (bytes: Buffer) => {
      if (!this.#over) listener(bytes);
    });
    if (this.#paused) this.#stream.pause();
  }

  onEnd(listener: (end: ChannelEnd) => void): void {
    this.#ended = listener;
    if (this.#end) listener(this.#end);
  }

  async exec(command: string, output: (bytes: Uint8Array) => void): Promise<number | null> {
    try {
      return await this.#run(command, output);
    } catch (error) {
      // Said where the command's own output would be; why the shell is gone is told by `onEnd`.
      output(Buffer.from(`${this.#connection.where} did not run it: ${String(error)}\r\n`));
      return null;
    }
  }

  /** Closes the connection; sshd then hangs up on the shell. Nothing is reported after this. */
  dispose(): void {
    this.#ended = () => undefined;
    this.#over = true;
    this.#connection.dispose();
  }

  #run(command: string, output: (bytes: Uint8Array) => void): Promise<number | null> {
    const pty = { term: "xterm-256color", cols: this.#size.cols, rows: this.#size.rows, width: 0, height: 0 };
    return new Promise((resolve, reject) => {
      this.#connection.client.exec(command, { pty }, (error, stream) => {
        if (error) {
          reject(error);
          return;
        }
        let status: number | null = null;
        stream.on("data", output);
        stream.stderr.on("data", output);
        stream.on("exit", (code: number | null) => (status = code));
        stream.once("close", () => resolve(status));
      });
    });
  }

  #finish(end: ChannelEnd): void {
    if (this.#over) return;
    this.#over = true;
    this.#end = end;
    this.#connection.dispose();
    this.#ended(end);
  }
}
