/** What is printed for the room: chunks of 1 KiB, each with its number and the moment at which it was due. */

export const chunkBytes = 1024;
export const chunksPerSecond = 100;

const line = `${"the stagehand in black moves scenery ".repeat(3).slice(0, 76)}\r\n`;
const body = line.repeat(13);

/** Milliseconds on a clock that all processes of this machine share. */
export function sharedNow(): number {
  return Number(process.hrtime.bigint() / 1000n) / 1000;
}

/** The mark is at its end: who has seen it has the whole chunk. */
export function chunkOf(number: number, dueAt: number): string {
  const mark = `[${String(number).padStart(8, "0")} ${dueAt.toFixed(3).padStart(16, "0")}]\r\n`;
  return body.slice(0, chunkBytes - mark.length - 2) + `\r\n${mark}`;
}

export interface SeenChunk {
  readonly number: number;
  readonly dueAt: number;
}

const marks = /\[(\d{8}) (\d{12}\.\d{3})\]/g;
export const markChars = 27;

/** The chunks whose ends are in the text, in order. */
export function chunksIn(text: string): SeenChunk[] {
  return [...text.matchAll(marks)].map(([, number, dueAt]) => ({
    number: Number(number),
    dueAt: Number(dueAt),
  }));
}

/**
 * Prints so many chunks, each when it is due, whatever the one before has cost: a server that is late is measured late.
 */
export function printChunks(count: number, print: (chunk: string) => void, done: () => void): void {
  const from = sharedNow();
  const everyMs = 1000 / chunksPerSecond;
  let printed = 0;
  const timer = setInterval(() => {
    while (printed < count && from + printed * everyMs <= sharedNow()) {
      print(chunkOf(printed, from + printed * everyMs));
      printed++;
    }
    if (printed < count) return;
    clearInterval(timer);
    done();
  }, everyMs / 2);
}
