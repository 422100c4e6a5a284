import { once } from "node:events";
import { createServer } from "node:net";
import { ok, notNeeded, problem, warning } from "#core/doctor/finding.ts";
import type { Check } from "../check.ts";

/** Whether the address of the show is free. */
export const check: Check = {
  name: "port",
  title: "Port",
  order: 100,
  withinMs: 2000,
  run: async ({ listen }) => {
    if (listen === null) return [notNeeded("The show is running on it.")];
    const where = `${listen.host}:${listen.port}`;
    const code = await tryToListen(listen.host, listen.port);
    if (code === null) return [ok(`${where} is free.`)];
    if (code === "EADDRINUSE")
      return [
        warning(
          `${where} is taken by another program.`,
          "kuroko takes the next free one; a bookmark will miss it. End the other program, or say --port.",
        ),
      ];
    return [
      problem(`kuroko cannot listen on ${where} (${code}).`, "Choose another one with --host and --port."),
    ];
  },
};

/** The error's code, or null where it went well. */
async function tryToListen(host: string, port: number): Promise<string | null> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, "listening");
    return null;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  } finally {
    server.close();
  }
}
