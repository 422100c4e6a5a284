import type { Channel, ChannelEnd } from "#server/app/ports.ts";

/** An OSC 133 mark as a shell printed it: `A`, `B`, `C`, `D`, `D;<status>` or `P`. */
export type Mark = string;

/** Keeps all that a channel prints and waits for what it should print. */
export class Listener {
  readonly channel: Channel;
  readonly #nonce: string;
  #chunks: Uint8Array[] = [];
  #length = 0;
  #text: string | null = "";
  #end: ChannelEnd | null = null;
  readonly #waiting = new Set<() => void>();

  constructor(channel: Channel, nonce: string) {
    this.channel = channel;
    this.#nonce = nonce;
    channel.onData((bytes) => {
      // The bytes are good during the call only.
      this.#chunks.push(Buffer.from(bytes));
      this.#length += bytes.length;
      this.#text = null;
      this.#wake();
    });
    channel.onEnd((end) => {
      this.#end = end;
      this.#wake();
    });
  }

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  get text(): string {
    this.#text ??= this.bytes.toString("utf8");
    return this.#text;
  }

  get end(): ChannelEnd | null {
    return this.#end;
  }

  /** The believed marks, in order. */
  get marks(): Mark[] {
    return marksIn(this.text, this.#nonce);
  }

  /** Forgets what was printed. */
  clear(): void {
    this.#chunks = [];
    this.#length = 0;
    this.#text = "";
  }

  /** Resolves when `condition` holds; rejects with what was printed when it does not in time. */
  until(condition: () => boolean, withinMs = 15_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        if (!condition()) return;
        clearTimeout(timer);
        this.#waiting.delete(check);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(check);
        reject(
          new Error(
            `not within ${withinMs} ms: ${String(condition)}\n${JSON.stringify(this.text.slice(-2000))}`,
          ),
        );
      }, withinMs);
      this.#waiting.add(check);
      check();
    });
  }

  /** Waits until a prompt was drawn to its end. */
  prompt(withinMs?: number): Promise<void> {
    return this.until(() => this.marks.at(-1) === "B", withinMs);
  }

  /** Types one command line at a prompt, and waits until it ended and the next prompt is there. */
  async run(line: string): Promise<string> {
    await this.prompt();
    this.clear();
    this.channel.write(`${line}\r`);
    // A prompt may be drawn again before: a resized zsh does that.
    await this.until(() => this.marks.at(-1) === "B" && this.marks.some((mark) => mark.startsWith("D")));
    return this.text;
  }

  #wake(): void {
    for (const check of [...this.#waiting]) check();
  }
}

const mark = /\x1b\]133;([A-DP](?:;\d+)?);k=([\w-]*)\x07/g;

/** The marks in `text` that carry `nonce`. */
export function marksIn(text: string, nonce: string): Mark[] {
  return [...text.matchAll(mark)].filter((found) => found[2] === nonce).map((found) => found[1] ?? "");
}
