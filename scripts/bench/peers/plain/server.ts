/** The server of the plain page: `node server.js <folder of the page> <shell>`. Prints its address. */
import { spawn } from "@lydell/node-pty";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { serveFolder } from "../../serve-folder.ts";

const [, , folder = "", shell = ""] = process.argv;

const http = createServer(serveFolder(folder));
const sockets = new Server(http);

sockets.on("connection", (socket) => {
  const pty = spawn(shell, [], { name: "xterm-256color", cols: 80, rows: 24, env: process.env });
  pty.onData((data) => socket.emit("output", data));
  pty.onExit(() => socket.disconnect());
  socket.on("input", (data: unknown) => pty.write(String(data)));
  socket.on("disconnect", () => pty.kill());
});

http.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(http.address() as AddressInfo).port}/`);
});
