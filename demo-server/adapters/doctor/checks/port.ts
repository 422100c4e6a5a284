import { once } from "node:events";
import { createServer } from "node:net";
import { ok, notNeeded, problem, warning } from "#core/doctor/finding.ts";
import type { Check } from "../check.ts";

/** Whether the address of the show is free. */
export const check: Check = {
  name: "port",
  title: { en: "Port", ja: "ポート" },
  order: 100,
  withinMs: 2000,
  run: async ({ listen }) => {
    if (listen === null) return [notNeeded({ en: "The show is running on it.", ja: "発表が使っています。" })];
    const where = `${listen.host}:${listen.port}`;
    const code = await tryToListen(listen.host, listen.port);
    if (code === null) return [ok({ en: `${where} is free.`, ja: `${where} は空いています。` })];
    if (code === "EADDRINUSE")
      return [
        warning(
          { en: `${where} is taken by another program.`, ja: `${where} は別のプログラムが使っています。` },
          {
            en: "kuroko takes the next free one; a bookmark will miss it. End the other program, or say --port.",
            ja: "kuroko は次の空きポートを使います（ブックマークは外れます）。そのプログラムを終えるか、--port で指定してください。",
          },
        ),
      ];
    return [
      problem(
        {
          en: `kuroko cannot listen on ${where} (${code}).`,
          ja: `${where} で待ち受けられません（${code}）。`,
        },
        {
          en: "Choose another one with --host and --port.",
          ja: "--host と --port で別のものを選んでください。",
        },
      ),
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
