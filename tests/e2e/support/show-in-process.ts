import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const program = join(import.meta.dirname, "../../support/killable-show.ts");

/** A live show whose server can be killed without the test. */
export interface ShowInProcess {
  readonly newPresenterUrl: () => string;
  readonly port: number;
  /** As if the machine had lost its power. */
  kill(): Promise<void>;
}

export async function startShowInProcess(home: string, port = 0): Promise<ShowInProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", program, home, String(port)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), "line").then(([text]) => String(text)),
    exited.then(() => Promise.reject(new Error("the server did not start"))),
  ]);
  return {
    newPresenterUrl: () => line,
    port: Number(new URL(line).port),
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
