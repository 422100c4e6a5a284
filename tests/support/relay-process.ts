import { spawn } from "node:child_process";
import { createServer, connect, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { kit } from "#server/adapters/site/kit.ts";
import { compiledKit } from "../../scripts/compile.js";
import { eventually } from "./eventually.ts";
import { freePort } from "./sshd.ts";

/** `kuroko relay` as a process of its own. */
export interface RelayProcess {
  readonly url: string;
  readonly port: number;
  /** All that it printed. */
  said(): string;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

export async function startRelayProcess(
  talk: string,
  redis: string,
  publicUrl?: string,
): Promise<RelayProcess> {
  const port = await freePort();
  const program = join(await compiledKit(), "scripts/kuroko.js");
  const args = [program, "relay", talk, "--host", "127.0.0.1", "--port", String(port)];
  const child = spawn(process.execPath, [...args, ...(publicUrl ? ["--public", publicUrl] : [])], {
    cwd: kit.root,
    env: { ...process.env, KUROKO_REDIS: redis, INIT_CWD: kit.root },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said += stripVTControlCharacters(text)));
  const exited = once(child, "exit");
  await eventually(() => said.includes("Ctrl-C") || child.exitCode !== null, 60_000);
  if (!said.includes("Ctrl-C")) throw new Error(`the relay did not start: ${said}`);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    said: () => said,
    kill: async (signal = "SIGTERM") => {
      child.kill(signal);
      await exited;
    },
  };
}

/** A load balancer: each connection goes to the next server that takes it. */
export interface Balancer extends AsyncDisposable {
  readonly url: string;
  readonly ports: number[];
  /** The port that the newest connection went to. */
  readonly newest: number;
}

export async function startBalancer(): Promise<Balancer> {
  const ports: number[] = [];
  const open = new Set<Socket>();
  let turn = 0;
  let newest = 0;
  const server = createServer((client) => {
    const tryNext = (left: number): void => {
      const port = ports[turn++ % ports.length] ?? 0;
      const upstream = connect(port, "127.0.0.1");
      upstream.once("connect", () => {
        newest = port;
        client.pipe(upstream).pipe(client);
        upstream.once("close", () => client.destroy());
      });
      upstream.once("error", () => {
        if (left > 0 && upstream.bytesWritten === 0) tryNext(left - 1);
        else client.destroy();
      });
      client.once("close", () => upstream.destroy());
    };
    open.add(client.once("close", () => open.delete(client)));
    client.on("error", () => client.destroy());
    tryNext(ports.length);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ports,
    get newest() {
      return newest;
    },
    [Symbol.asyncDispose]: async () => {
      for (const client of open) client.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
