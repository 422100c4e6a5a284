import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

/** A WebSocket client that costs as little as can be, so that thousands fit on one core: one buffer read into by all. */
export interface RawSocket {
  /** Sends a text message. */
  send(text: string): void;
  /** Stops reading, as a viewer does whose network is away; `resume` goes on. */
  pause(): void;
  resume(): void;
  close(): void;
}

export interface RawListener {
  opened(): void;
  /** `payload` is valid only until this returns. */
  message(payload: Buffer): void;
  closed(): void;
}

const readBytes = 256 * 1024;
const shared = Buffer.allocUnsafe(readBytes);
const firstBytes = 16 * 1024;

/** How a viewer on a bad network reads: so much, so often. */
const slowly = { bytes: 1024, everyMs: 100 };

/**
 * Opens a WebSocket on loopback. Understands what servers send: whole messages in single frames, unmasked.
 * @param isSlow whether it reads no more than 10 KB a second.
 */
export function openRawSocket(port: number, path: string, listener: RawListener, isSlow = false): RawSocket {
  const held = new Held();
  const buffer = isSlow ? Buffer.alloc(slowly.bytes) : shared;
  let isOpen = false;
  const tcp: Socket = connect({
    port,
    host: "127.0.0.1",
    onread: {
      buffer,
      callback: (count) => {
        held.add(buffer.subarray(0, count));
        if (!isOpen) isOpen = passHandshake(held, () => listener.opened());
        if (isOpen) held.takeFrames((opcode, payload) => onFrame(opcode, payload));
        if (isSlow) setTimeout(() => tcp.resume(), slowly.everyMs);
        return !isSlow;
      },
    },
  });
  const send = (opcode: number, payload: Buffer): void => void tcp.write(maskedFrame(opcode, payload));
  const onFrame = (opcode: number, payload: Buffer): void => {
    if (opcode === TEXT) listener.message(payload);
    else if (opcode === PING) send(PONG, payload);
    else if (opcode === CLOSE) tcp.end();
  };
  const socket: RawSocket = {
    send: (text) => send(TEXT, Buffer.from(text)),
    pause: () => void tcp.pause(),
    resume: () => void tcp.resume(),
    close: () => tcp.destroy(),
  };
  tcp.setNoDelay(true);
  tcp.once("connect", () => tcp.write(handshake(port, path)));
  tcp.on("error", () => undefined);
  tcp.once("close", () => listener.closed());
  return socket;
}

const [TEXT, CLOSE, PING, PONG] = [1, 8, 9, 10];

function handshake(port: number, path: string): string {
  const key = randomBytes(16).toString("base64");
  return [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    `Origin: http://127.0.0.1:${port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${key}`,
    "\r\n",
  ].join("\r\n");
}

/** Whether the server's answer is there and is good; a bad one throws. */
function passHandshake(held: Held, opened: () => void): boolean {
  const answer = held.takeHead();
  if (answer === null) return false;
  if (!answer.startsWith("HTTP/1.1 101 ")) throw new Error(`no WebSocket: ${answer.split("\r\n")[0] ?? ""}`);
  opened();
  return true;
}

/** RFC 6455, 5.2: what a client sends is masked. A mask of zeros is a mask. */
function maskedFrame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  if (length > 65_535) throw new Error("too long for this client");
  const head = length < 126 ? [0x80 | length] : [0x80 | 126, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([0x80 | opcode, ...head, 0, 0, 0, 0]), payload]);
}

/** What was read and is not a whole message yet. */
class Held {
  #store = Buffer.allocUnsafe(firstBytes);
  #start = 0;
  #end = 0;

  add(bytes: Buffer): void {
    const length = this.#end - this.#start;
    if (this.#end + bytes.length > this.#store.length) this.#makeRoom(length + bytes.length);
    bytes.copy(this.#store, this.#end);
    this.#end += bytes.length;
  }

  takeHead(): string | null {
    const text = this.#store.subarray(this.#start, this.#end).toString("latin1");
    const end = text.indexOf("\r\n\r\n");
    if (end < 0) return null;
    this.#start += end + 4;
    return text.slice(0, end);
  }

  takeFrames(hear: (opcode: number, payload: Buffer) => void): void {
    for (;;) {
      const store = this.#store;
      const left = this.#end - this.#start;
      if (left < 2) break;
      const short = (store[this.#start + 1] ?? 0) & 127;
      const head = short === 127 ? 10 : short === 126 ? 4 : 2;
      if (left < head) break;
      const length =
        short === 127
          ? Number(store.readBigUInt64BE(this.#start + 2))
          : short === 126
            ? store.readUInt16BE(this.#start + 2)
            : short;
      if (left < head + length) break;
      const opcode = (store[this.#start] ?? 0) & 15;
      const from = this.#start + head;
      this.#start = from + length;
      hear(opcode, store.subarray(from, this.#start));
    }
    if (this.#start === this.#end) this.#start = this.#end = 0;
  }

  #makeRoom(needed: number): void {
    const size = Math.max(this.#store.length, 2 ** Math.ceil(Math.log2(needed)));
    const store = size === this.#store.length ? this.#store : Buffer.allocUnsafe(size);
    this.#store.copy(store, 0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
    this.#store = store;
  }
}
