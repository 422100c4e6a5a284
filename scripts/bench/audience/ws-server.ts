/**
 * As little as can be done: a bare `ws`, and one frame that is built once and written to all sockets; for every chunk, or
 * for what was gathered: `node ws-server.js <folder> [ms]`.
 */
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { serveCommands } from "./serve.ts";

const [, , , gatherMs] = process.argv;
const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
const sockets = new Set<Duplex>();
server.on("connection", (socket, request) => {
  sockets.add(request.socket);
  socket.on("close", () => sockets.delete(request.socket));
});
let gathered = "";

function send(text: string): void {
  const payload = Buffer.from(text);
  // RFC 6455, 5.2: a whole text message of 126 to 65535 bytes.
  const head = Buffer.from([0x81, 126, payload.length >> 8, payload.length & 255]);
  const frame = Buffer.concat([head, payload]);
  for (const socket of sockets) socket.write(frame);
}

function gather(chunk: string): void {
  if (gathered === "") {
    setTimeout(() => {
      send(gathered);
      gathered = "";
    }, Number(gatherMs));
  }
  gathered += chunk;
}

server.on("listening", () => {
  serveCommands((server.address() as AddressInfo).port, gatherMs === undefined ? send : gather);
});
