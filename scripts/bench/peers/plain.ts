import { join } from "node:path";
import { startNode } from "../processes.ts";
import type { Peer } from "./peer.ts";

const server = join(import.meta.dirname, "plain/server.js");

/** Plain socket.io, pty and xterm.js: each byte sent and drawn, no control. */
export const plain: Peer = {
  name: "plain",
  start: async ({ pages, shell, env, fontSize }) => {
    const started = await startNode([server, join(pages, "plain"), shell], env);
    return {
      server: started,
      open: async (page) => {
        await page.goto(`${started.line}?fontSize=${fontSize}`);
      },
    };
  },
};
