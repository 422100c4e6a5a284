/** Runs a follower's command where the talk says. */
import { spawn } from "node:child_process";

import type { LocalTarget, SshTarget } from "#core/deck/model.ts";
import type { Disposable, WatchRequest } from "#server/app/ports.ts";

import { shellEnvironment } from "../../targets/local/environment.ts";
import { talkPath } from "../../targets/ssh/path.ts";
import { connect } from "../../targets/ssh/connection.ts";

type Place = Pick<WatchRequest, "targets" | "folder">;

/** Runs it on this computer; `over` is called once when it has ended, or could not be begun. */
export function runLocally(
  command: string,
  { cwd = ".", env }: LocalTarget,
  { targets, folder }: Place,
  output: (bytes: Buffer) => void,
  over: () => void,
): Disposable {
  const child = spawn("/bin/sh", ["-c", command], {
    cwd: talkPath(cwd, folder),
    env: shellEnvironment(process.env, Object.values(targets), env),
    stdio: ["ignore", "pipe", "ignore"],
    // A group of its own: the shell's children end with it.
    detached: true,
  });
  child.stdout.on("data", output);
  child.once("error", over);
  child.once("close", over);
  return {
    dispose: () => {
      try {
        if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGTERM");
      } catch {
        // It has ended by itself.
      }
    },
  };
}

/** The same over an SSH connection of its own; closing it hangs up on the command. */
export function runOverSsh(
  command: string,
  target: SshTarget,
  place: Place,
  output: (bytes: Buffer) => void,
  over: () => void,
): Disposable {
  let isOver = false;
  let close = (): void => undefined;
  const end = (): void => {
    close();
    if (!isOver) over();
    isOver = true;
  };
  connect(target, { ...place, notify: () => undefined }).then((connection) => {
    close = () => connection.dispose();
    connection.onLost(end);
    if (isOver) close();
    else {
      connection.client.exec(command, (error, stream) => {
        if (error) {
          end();
          return;
        }
        stream.on("data", output);
        stream.stderr.resume();
        stream.on("error", () => undefined);
        stream.once("close", end);
      });
    }
  }, end);
  return {
    dispose: () => {
      isOver = true;
      close();
    },
  };
}
