import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface Finished {
  /** Exit status; null when a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly timeoutMs?: number;
  /** Called with each line of stdout as it comes. */
  readonly onLine?: (line: string) => void;
}

/** Runs a program to its end, whatever its status. Rejects when there is no such program. */
export async function runProgram(
  program: string,
  args: readonly string[],
  { cwd, input, timeoutMs, onLine }: RunOptions = {},
): Promise<Finished> {
  const child = spawn(program, args, {
    cwd,
    stdio: "pipe",
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  if (onLine) createInterface({ input: child.stdout }).on("line", onLine);
  // A program that ends without reading what it is given breaks the pipe; its status says more.
  child.stdin.on("error", () => undefined).end(input ?? "");
  const [status] = (await once(child, "close")) as [number | null];
  return { status, stdout, stderr };
}

/** Whether a rejection of `runProgram` means that the program is not installed. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** The last lines of what a program said, for a message. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
