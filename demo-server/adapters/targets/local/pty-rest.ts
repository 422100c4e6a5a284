import { readSync } from "node:fs";
import type { IPty } from "@lydell/node-pty";

/** A chunk of so much is of a flood, and there is more behind it; a key's echo must not cost another call of the system. */
const floodBytes = 1024;
/** Read in one go; then keys are looked at again. */
const mostBytes = 256 * 1024;

const nothing = new Uint8Array(0);

/**
 * What a pty holds behind a chunk that was just read. A pty gives 4 KiB at a time, and its stream takes one of them in
 * each turn of the event loop: of a flood, most of the time would go into turning.
 */
export class PtyRest {
  readonly #fd: number | undefined;
  #store: Buffer | null = null;

  constructor(pty: IPty) {
    // Not in node-pty's types. On Windows the output comes another way.
    this.#fd = process.platform === "win32" ? undefined : (pty as IPty & { readonly fd?: number }).fd;
  }

  /** Good until the next call. */
  readBehind(chunk: Uint8Array): Uint8Array {
    if (this.#fd === undefined || chunk.length < floodBytes) return nothing;
    const store = (this.#store ??= Buffer.allocUnsafeSlow(mostBytes));
    let end = 0;
    while (end < store.length) {
      const count = readSome(this.#fd, store, end);
      if (count === 0) break;
      end += count;
    }
    return store.subarray(0, end);
  }
}

/** 0 where there is nothing just now (EAGAIN), and where the shell is gone (EIO), which the stream will find too. */
function readSome(fd: number, store: Buffer, from: number): number {
  try {
    return readSync(fd, store, from, store.length - from, null);
  } catch {
    return 0;
  }
}
