/** The page that one writes first: each key is sent, each byte that comes is drawn. */
import { Terminal } from "@xterm/xterm";
import "@xterm/xterm/css/xterm.css";
import { io } from "socket.io-client";

const fontSize = Number(new URLSearchParams(location.search).get("fontSize") ?? 15);
const terminal = new Terminal({ cols: 80, rows: 24, fontSize, scrollback: 1000 });
const socket = io({ transports: ["websocket"] });

terminal.open(document.querySelector("#terminal") ?? document.body);
terminal.focus();
terminal.onData((data) => socket.emit("input", data));
socket.on("output", (data: string) => terminal.write(data));
