/** Runs one line of a demo's reset where the talk says. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import type { LocalTarget, ResetCommand, SshTarget, Target } from "#core/deck/model.ts";
import type { RunReset } from "#server/app/ports.ts";
import { kit } from "../site/kit.ts";
import { shellEnvironment } from "../targets/local/environment.ts";
import { connect } from "../targets/ssh/connection.ts";
import { talkPath } from "../targets/ssh/path.ts";
import { sentence } from "#core/sentences.ts";

export interface ResetPlace {
  readonly targets: Readonly<Record<string, Target>>;
  /** Absolute folder of the talk. */
  readonly folder: string;
}

type Running = ReturnType<RunReset>;
type Output = Parameters<RunReset>[1];

/** Asks for the deck's targets at each run: the talk may have been edited. */
export function createRunReset(place: () => ResetPlace): RunReset {
  return (command, output) => {
    const here = place();
    if (command.run === "lab") return runLab(command, output);
    const target = here.targets[command.target];
    if (!target) return failed(`the talk has no target "${command.target}" any more`);
    return target.kind === "ssh"
      ? runThere(command.command, target, here, output)
      : runHere(command.command, target, here, output);
  };
}

/** The lab is the command's own: it runs as whoever types it runs it. */
function runLab({ empty }: ResetCommand & { run: "lab" }, output: Output): Running {
  const args = [join(kit.root, "scripts/kuroko.js"), "lab", "reset", ...(empty ? ["--empty"] : [])];
  return runProgram(process.execPath, args, { cwd: kit.root, env: process.env }, output);
}

function runHere(
  command: string,
  { cwd = ".", env }: LocalTarget,
  { targets, folder }: ResetPlace,
  output: Output,
): Running {
  const own = shellEnvironment(process.env, Object.values(targets), env);
  return runProgram("/bin/sh", ["-c", command], { cwd: talkPath(cwd, folder), env: own }, output);
}

function runProgram(
  file: string,
  args: readonly string[],
  place: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  output: Output,
): Running {
  // A group of its own: the shell's children end with it.
  const child = spawn(file, args, { ...place, stdio: ["ignore", "pipe", "pipe"], detached: true });
  child.stdout.on("data", output);
  child.stderr.on("data", output);
  let over = false;
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", (cause) =>
      reject(new Error(sentence("resetNotStarted", { why: cause.message }), { cause })),
    );
    child.once("close", resolve);
  }).finally(() => (over = true));
  return {
    ended,
    dispose: () => {
      try {
        if (!over && child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
      } catch {
        // It has ended by itself.
      }
    },
  };
}

/** Over an SSH connection of its own; closing it hangs up on the command. */
function runThere(command: string, target: SshTarget, place: ResetPlace, output: Output): Running {
  const connecting = connect(target, { ...place, notify: () => undefined });
  const ended = connecting.then(
    (connection) =>
      new Promise<number | null>((resolve, reject) => {
        connection.onLost((reason) => reject(new Error(reason)));
        connection.client.exec(command, (cause, stream) => {
          if (cause) {
            reject(
              new Error(sentence("resetNotRun", { where: connection.where, why: cause.message }), { cause }),
            );
            return;
          }
          let status: number | null = null;
          stream.on("data", output);
          stream.stderr.on("data", output);
          stream.on("exit", (code: number | null) => (status = code));
          stream.once("close", () => resolve(status));
        });
      }),
  );
  return {
    ended,
    dispose: () => void connecting.then((connection) => connection.dispose()).catch(() => undefined),
  };
}

function failed(why: string): Running {
  return { ended: Promise.reject(new Error(why)), dispose: () => undefined };
}
