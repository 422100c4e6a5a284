import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { startNode } from "../processes.ts";
import type { Peer } from "./peer.ts";

/** wetty from npm, as it comes: with its flow control, and what it gathers for 2 ms. */
export const wetty: Peer = {
  name: "wetty",
  start: async ({ installed, shell, env, fontSize }) => {
    // As any other user it would log in over ssh, which is another thing to measure.
    if (process.getuid?.() !== 0) throw new Error("wetty starts a local command only as root");
    const port = await freePort();
    const address = `http://127.0.0.1:${port}/wetty/`;
    const main = join(installed, "node_modules/wetty/build/main.js");
    const flags = [
      "--host",
      "127.0.0.1",
      "--port",
      String(port),
      "--base",
      "/wetty",
      "--ssh-host",
      "localhost",
    ];
    const server = await startNode([main, ...flags, "--command", shell], { ...env, NODE_ENV: "production" });
    await answers(address);
    return {
      server,
      open: async (page) => {
        // Its own settings, kept by the browser. Not fitted, the terminal has xterm.js's 80 columns and 24 rows.
        const options = { xterm: { fontSize, scrollback: 1000 }, wettyFitTerminal: false, wettyVoid: 0 };
        await page.addInitScript((kept) => {
          if (location.protocol === "http:") localStorage.options = kept;
        }, JSON.stringify(options));
        await page.goto(address);
        await page.locator(".xterm-helper-textarea").focus();
      },
    };
  },
};

/** Its first line comes before it listens. */
async function answers(address: string): Promise<void> {
  const until = Date.now() + 10_000;
  for (;;) {
    const response = await fetch(address).catch(() => null);
    if (response?.ok) return;
    if (Date.now() > until) throw new Error("wetty does not answer");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
