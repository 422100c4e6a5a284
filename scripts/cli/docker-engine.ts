import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { kit } from "#server/adapters/site/kit.ts";
import { lastLines } from "../lab/program.ts";
import { dockerAnswers, programPath } from "./test-tools.ts";

const log = join(kit.cache, "dockerd.log");
const timeoutMs = 30_000;

/**
 * Starts `dockerd` for the tests where no engine answers: on Linux as root, as in CI's containers. A user's own
 * engine (Docker Desktop, `DOCKER_HOST`) is never started. Returns how to stop what was started.
 */
export async function startEngine(): Promise<() => Promise<void>> {
  const nothing = () => Promise.resolve();
  const isOurs = process.platform === "linux" && process.getuid?.() === 0 && !process.env.DOCKER_HOST;
  if (!isOurs || (await dockerAnswers())) return nothing;
  const dockerd = await programPath(["dockerd"]);
  if (dockerd === null) return nothing;
  await mkdir(kit.cache, { recursive: true });
  const output = await open(log, "w");
  const child = spawn(dockerd, [], { stdio: ["ignore", output.fd, output.fd] });
  const ended = once(child, "close");
  await output.close();
  const endAt = Date.now() + timeoutMs;
  while (!(await dockerAnswers())) {
    if (child.exitCode !== null || Date.now() > endAt) {
      child.kill();
      console.warn(`Docker's engine could not be started: ${lastLines(await readFile(log, "utf8"), 1)}`);
      return nothing;
    }
    await wait(250);
  }
  return async () => {
    child.kill();
    await ended;
  };
}
