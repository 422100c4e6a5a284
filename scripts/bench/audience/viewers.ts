/**
 * Many viewers in one process: `node viewers.js <port> <carrier> <how many>`. Prints `ready` when all follow; on `report`,
 * what they got as JSON.
 */
import { createInterface } from "node:readline";
import { chunksIn, markChars, sharedNow, type SeenChunk } from "./chunks.ts";
import { openRawSocket, type RawSocket } from "./raw-socket.ts";
import { dialects, type Carrier } from "./dialects.ts";

const [, , port = "0", carrier = "kuroko", wished = "1"] = process.argv;
const dialect = dialects[carrier as Carrier];
const count = Number(wished);

/** One message of output, as the first viewer that got it has read it; the others compare it byte by byte. */
interface ReadMessage {
  readonly bytes: Buffer;
  readonly chunks: readonly SeenChunk[];
}

const log: ReadMessage[] = [];
/** End of the text that was read, in which a chunk may have begun. */
let tail = "";
const delays = new Uint32Array(60_000);
let received = 0;
let odd = 0;
let screens = 0;

/** All viewers hear the same messages in the same order. */
class Viewer {
  readonly socket: RawSocket;
  #next = -1;
  #ready = false;

  constructor(ready: () => void) {
    this.socket = openRawSocket(Number(port), dialect.path, {
      opened: () => {
        if (dialect.path === "/") this.#isReady(ready);
      },
      closed: () => undefined,
      message: (payload) => this.#hear(payload, ready),
    });
  }

  #hear(payload: Buffer, ready: () => void): void {
    const kind = dialect.read(payload, (text) => this.socket.send(text));
    if (kind === "ready") this.#isReady(ready);
    else if (kind === "screen") screens++;
    else if (kind === "output") this.#count(payload);
  }

  #isReady(ready: () => void): void {
    if (this.#ready) return;
    this.#ready = true;
    ready();
  }

  #count(payload: Buffer): void {
    if (this.#next < 0) this.#next = 0;
    const known = log[this.#next];
    if (known && !known.bytes.equals(payload)) {
      odd++;
      return;
    }
    const { chunks } = known ?? read(payload);
    this.#next++;
    const now = sharedNow();
    for (const { dueAt } of chunks) {
      received++;
      const slot = Math.min(delays.length - 1, Math.max(0, Math.floor(now - dueAt)));
      delays[slot] = (delays[slot] ?? 0) + 1;
    }
  }
}

function read(payload: Buffer): ReadMessage {
  const text = tail + dialect.text(payload.toString());
  const found = { bytes: Buffer.from(payload), chunks: chunksIn(text) };
  tail = /\[[^\]]*$/.exec(text.slice(-markChars))?.[0] ?? "";
  log.push(found);
  return found;
}

let ready = 0;
const viewers: Viewer[] = [];
/** A few at a time: a server that is shaken hands with by all at once answers nobody in time. */
const joinSome = (): void => {
  for (let n = 0; n < 20 && viewers.length < count; n++) {
    viewers.push(
      new Viewer(() => {
        if (++ready === count) console.log("ready");
      }),
    );
  }
  if (viewers.length < count) setTimeout(joinSome, 20);
};
joinSome();

createInterface({ input: process.stdin }).on("line", () => {
  const used = delays.findLastIndex((times) => times > 0) + 1;
  console.log(JSON.stringify({ received, odd, screens, delays: [...delays.subarray(0, used)] }));
});
process.on("SIGTERM", () => process.exit(0));
