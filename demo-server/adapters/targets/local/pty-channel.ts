import { spawn, type IPty } from "@lydell/node-pty";

import type { Size } from "#core/protocol/messages.ts";
import type { Channel, ChannelEnd } from "#server/app/ports.ts";

import { PtyRest } from "./pty-rest.ts";
import { endSession } from "./session.ts";
import { keepWholeOutput } from "./whole-output.ts";

/** What a pty is started with. */
export interface Program {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface PtySetting {
  readonly marks: boolean;
  readonly size: Size;
  /** Called once, when the shell has ended or is disposed of. */
  readonly left?: () => void;
}

/** A shell on a pty of this computer. */
export class PtyChannel implements Channel {
  readonly marks: boolean;
  readonly #program: Program;
  /** Whether the owner asked for a pause; before `onData` nothing is read either way. */
  #paused = false;
  #heard = false;
  #over = false;
  #size: Size;
  readonly #pty: IPty;
  readonly #rest: PtyRest;
  /** Whether the stream holds nothing back: what is read beside it would overtake that. */
  #flows = false;
  readonly #left: () => void;
  readonly #running = new Set<IPty>();
  #ended: (end: ChannelEnd) => void = () => undefined;
  #end: ChannelEnd | null = null;

  /** @param program is also where `exec` runs its commands: same shell file, folder and environment. */
  constructor(program: Program, { marks, size, left }: PtySetting) {
    this.marks = marks;
    this.#program = program;
    this.#size = size;
    this.#left = left ?? (() => undefined);
    this.#pty = start(program, size);
    this.#rest = new PtyRest(this.#pty);
    // Output would be lost until somebody listens.
    this.#pty.pause();
    this.#pty.onExit(({ exitCode, signal }) => {
      if (this.#over) return;
      this.#over = true;
      this.#left();
      this.#end = { why: "exited", status: signal ? 128 + signal : exitCode };
      this.#ended(this.#end);
    });
  }

  write(text: string): void {
    if (!this.#over) this.#pty.write(text);
  }

  resize(size: Size): void {
    this.#size = size;
    if (!this.#over) this.#pty.resize(size.cols, size.rows);
  }

  pause(): void {
    this.#paused = true;
    this.#flows = false;
    if (!this.#over) this.#pty.pause();
  }

  resume(): void {
    this.#paused = false;
    if (this.#heard && !this.#over) this.#flow();
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#pty.onData((data) => {
      const bytes = asBytes(data);
      listener(bytes);
      if (!this.#flows || this.#over) return;
      const rest = this.#rest.readBehind(bytes);
      if (rest.length > 0) listener(rest);
    });
    this.#heard = true;
    if (!this.#paused && !this.#over) this.#flow();
  }

  /** What the stream holds from before a pause comes in the next tick. */
  #flow(): void {
    this.#pty.resume();
    setImmediate(() => (this.#flows = !this.#paused));
  }

  onEnd(listener: (end: ChannelEnd) => void): void {
    this.#ended = listener;
    if (this.#end) listener(this.#end);
  }

  exec(command: string, output: (bytes: Uint8Array) => void): Promise<number | null> {
    if (this.#over) return Promise.resolve(null);
    const pty = start({ ...this.#program, args: ["-c", command] }, this.#size);
    keepWholeOutput(pty);
    this.#running.add(pty);
    pty.onData((bytes) => output(asBytes(bytes)));
    return new Promise((resolve) => {
      pty.onExit(({ exitCode, signal }) => {
        this.#running.delete(pty);
        resolve(signal ? 128 + signal : exitCode);
      });
    });
  }

  /** Ends the shell and all that runs in its session. Nothing is reported after this. */
  dispose(): void {
    this.#ended = () => undefined;
    for (const pty of this.#running) endSession(pty.pid);
    if (this.#over) return;
    this.#over = true;
    this.#left();
    endSession(this.#pty.pid);
    // Unread output must not keep the shell from leaving.
    this.#pty.resume();
  }
}

function start({ file, args, cwd, env }: Program, { cols, rows }: Size): IPty {
  return spawn(file, [...args], { name: env.TERM ?? "xterm-256color", cols, rows, cwd, env, encoding: null });
}

/** node-pty's types say text, but without an encoding it gives bytes. */
function asBytes(data: unknown): Uint8Array {
  return data instanceof Uint8Array ? data : new TextEncoder().encode(String(data));
}
