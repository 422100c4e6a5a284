import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Pane, Target } from "#core/deck/model.ts";
import { id } from "#core/ids.ts";
import type { OpenRequest, TargetAdapter } from "#server/app/ports.ts";

import { noSshd, startSshd } from "../support/sshd.ts";
import { makeUser, noThrowawayUser } from "../support/throwaway-user.ts";

/** One real target that the contract is checked on. */
export interface TargetCase {
  readonly name: string;
  readonly kind: TargetAdapter["kind"];
  /** Why it cannot run on this machine. */
  readonly skip?: string;
  start(): Promise<StartedTarget>;
}

export interface StartedTarget {
  readonly request: OpenRequest;
  stop(): Promise<void>;
}

export const nonce = "contract-0123456789";

export function requestFor(
  target: Target,
  folder: string,
  targets: OpenRequest["targets"] = {},
): OpenRequest {
  const pane: Pane = {
    id: id("pane"),
    title: "pane",
    target: id("target"),
    size: { kind: "auto" },
    scrollback: 100,
  };
  return { pane, target, targets: { ...targets, target }, folder, size: { cols: 80, rows: 24 }, nonce };
}

/** A home whose files do what users' files do: a prompt, a prompt command, a history file. */
export async function makeHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), "kuroko-home-"));
  const common = `HISTFILE=${home}/history\ntouch ${home}/rc-was-read\n`;
  const bash = `${common}PS1='ready> '\nPROMPT_COMMAND='seen=$?;'\n`;
  const zsh = `${common}PS1='ready> '\nSAVEHIST=100\nprecmd() { seen=$? }\n`;
  await writeFile(join(home, ".bashrc"), bash);
  await writeFile(join(home, ".bash_profile"), ". ~/.bashrc\n");
  await writeFile(join(home, ".zshrc"), zsh);
  return home;
}

/** Absolute path of a shell of this machine. */
export function findShell(shell: "bash" | "zsh"): string | undefined {
  return ["/bin", "/usr/bin"].map((folder) => join(folder, shell)).find((file) => existsSync(file));
}

function local(shell: "bash" | "zsh"): TargetCase {
  return {
    name: `local ${shell}`,
    kind: "local",
    ...(findShell(shell) ? {} : { skip: `${shell} is not installed` }),
    async start() {
      const home = await makeHome();
      return {
        request: requestFor({ kind: "local", shell, env: { HOME: home } }, home),
        stop: () => rm(home, { recursive: true, force: true }),
      };
    },
  };
}

function ssh(shell: "bash" | "zsh"): TargetCase {
  const file = findShell(shell);
  const skip = noSshd ?? noThrowawayUser ?? (file ? null : `${shell} is not installed`);
  return {
    name: `ssh ${shell}`,
    kind: "ssh",
    ...(skip === null ? {} : { skip }),
    async start() {
      const home = await makeHome();
      const user = await makeUser({ home, shell: file ?? shell });
      const sshd = await startSshd({ user: user.name });
      return {
        request: requestFor(sshd.target(), sshd.folder),
        async stop() {
          await sshd.stop();
          user.remove();
          await rm(home, { recursive: true, force: true });
        },
      };
    },
  };
}

export const targetCases: readonly TargetCase[] = [local("bash"), local("zsh"), ssh("bash"), ssh("zsh")];
