/** What one writes first: every chunk sent to every socket by socket.io. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { serveCommands } from "./serve.ts";

const http = createServer();
const sockets = new Server(http);
http.listen(0, "127.0.0.1", () => {
  serveCommands((http.address() as AddressInfo).port, (chunk) => sockets.emit("output", chunk));
});
