import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { LocalTarget } from "#core/deck/model.ts";
import { TargetError, type Channel, type OpenRequest, type TargetAdapter } from "#server/app/ports.ts";

import { shellEnvironment } from "./local/environment.ts";
import { findFolder, findShell } from "./local/find.ts";
import { PtyChannel, type Program } from "./local/pty-channel.ts";
import { integrationFiles, markingShell, type MarkingShell } from "./shell/integration.ts";

/** Shells on the presenter's own computer. */
export const target: TargetAdapter = {
  kind: "local",
  async open(request, notify) {
    if (request.target.kind !== "local") throw new Error(`not a local target: ${request.target.kind}`);
    const channel = await openLocal(request, request.target);
    notify({ at: "ok" });
    return channel;
  },
};

async function openLocal(request: OpenRequest, { cwd, shell, env: given }: LocalTarget): Promise<Channel> {
  const { folder, size, nonce, targets } = request;
  const inherited = shellEnvironment(process.env, Object.values(targets), given);
  const wished = shell ?? inherited.SHELL ?? "bash";
  const file = await findShell(wished, inherited.PATH ?? "/usr/bin:/bin");
  const program: Program = {
    file,
    args: login,
    cwd: await findFolder(folder, cwd ?? "."),
    env: { ...inherited, SHELL: file },
  };
  const kind = markingShell(file);
  try {
    if (!kind) return new PtyChannel(program, { marks: false, size });
    return new PtyChannel(await integrated(program, kind, nonce), { marks: true, size });
  } catch (cause) {
    throw new TargetError("misconfigured", `${file} could not be started: ${messageOf(cause)}`, { cause });
  }
}

/** On macOS a terminal's shell is a login shell, elsewhere the desktop's login was one. */
const login = process.platform === "darwin" ? ["-l"] : [];

async function integrated(program: Program, shell: MarkingShell, nonce: string): Promise<Program> {
  const files = await integrationFiles(shell, { nonce, login: login.length > 0 });
  const folder = await mkdtemp(join(tmpdir(), "kuroko-shell."));
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), text, { mode: 0o600 });
  }
  // The shell removes it; this is for one that is ended before it gets there.
  setTimeout(() => void rm(folder, { recursive: true, force: true }), 60_000).unref();
  if (shell === "bash") return { ...program, args: ["--rcfile", join(folder, "rc"), "-i"] };
  const { ZDOTDIR: own, ...env } = program.env;
  return {
    ...program,
    args: [...login, "-i"],
    env: { ...env, ...(own === undefined ? {} : { KUROKO_ZDOTDIR: own }), ZDOTDIR: folder },
  };
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
