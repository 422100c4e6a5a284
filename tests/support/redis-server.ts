import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programPath } from "../../scripts/cli/test-tools.ts";
import { eventually } from "./eventually.ts";
import { freePort } from "./sshd.ts";

/** A real redis-server on loopback, with a password, that can be killed and started again. */
export interface RedisServer extends AsyncDisposable {
  readonly url: string;
  readonly password: string;
  /** At once, as by a crash. */
  kill(): Promise<void>;
  /** Again, on the same port and empty. */
  start(): Promise<void>;
}

/** Null where no redis-server is installed. */
export async function startRedis(): Promise<RedisServer | null> {
  const program = await programPath(["redis-server"]);
  if (program === null) return null;
  const folder = await mkdtemp(join(tmpdir(), "kuroko-redis-"));
  const port = await freePort();
  const password = "not-to-be-printed";
  let child: ReturnType<typeof spawn> | null = null;
  const start = async (): Promise<void> => {
    const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
    const started = spawn(program, [...args, "--requirepass", password, "--dir", folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    child = started;
    let said = "";
    started.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
    await eventually(() => said.includes("Ready to accept connections"));
  };
  const kill = async (): Promise<void> => {
    const running = child;
    child = null;
    if (!running) return;
    const gone = once(running, "exit");
    running.kill("SIGKILL");
    await gone;
  };
  await start();
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    password,
    kill,
    start,
    [Symbol.asyncDispose]: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
