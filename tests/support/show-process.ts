import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CuttableNetwork } from "../../scripts/bench/cuttable-network.ts";
import { showFlags } from "../../scripts/cli/package.ts";
import { compiledKit } from "../../scripts/compile.js";
import { eventually } from "./eventually.ts";
import type { TestTalk } from "./set-up-show.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A live show in a process of its own: its memory can be measured, and it can be killed. */
export interface ShowProcess {
  readonly url: string;
  /** Holds the takes. */
  readonly state: string;
  newPresenterUrl(): string;
  /** The most memory it ever had, in MB, from Linux's /proc. */
  peakMegabytes(): Promise<number>;
  /** What it complained of. */
  troubles(): string;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

interface ShowSetting {
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Another machine that it runs on, and its address. */
  readonly at?: Pick<CuttableNetwork, "address" | "within">;
}

/** Starts the live show of a talk's `en.md`. Its address makes one browser the presenter's. */
export async function startShowProcess(
  talk: TestTalk,
  { port = 0, env = {}, at }: ShowSetting = {},
): Promise<ShowProcess> {
  const state = join(talk.home, "state");
  const server = join(await compiledKit(), "scripts/bench/peers/kuroko-server.js");
  const understudies = join(talk.home, "understudies");
  const args = [...showFlags(), server, join(talk.folder, "en.md"), state, String(port), understudies];
  const [program = "", ...rest] = [
    ...(at?.within ?? []),
    process.execPath,
    ...args,
    ...(at ? [at.address] : []),
  ];
  const child = spawn(program, rest, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  let troubles = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (troubles += text));
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await eventually(() => said.includes("\n") || child.exitCode !== null, 60_000);
  if (!said.includes("?key=")) throw new Error(`the show did not start: ${troubles}`);
  const address = said.trim();
  return {
    url: new URL(address).origin,
    state,
    newPresenterUrl: () => address,
    peakMegabytes: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, "utf8");
      return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
    },
    troubles: () => troubles,
    kill: async (signal = "SIGTERM") => {
      child.kill(signal);
      await exited;
    },
  };
}
