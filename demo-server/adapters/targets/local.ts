import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { LocalTarget } from "#core/deck/model.ts";
import { sentence } from "#core/sentences.ts";
import { TargetError, type Channel, type OpenRequest, type TargetAdapter } from "#server/app/ports.ts";

import { shellEnvironment } from "./local/environment.ts";
import { findFolder, findShell } from "./local/find.ts";
import { PtyChannel, type Program } from "./local/pty-channel.ts";
import {
  integrationFiles,
  markingShell,
  type IntegrationSetting,
  type MarkingShell,
} from "./shell/integration.ts";

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
  const { folder, pane, size, nonce, targets } = request;
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
  const integration = kind ? await integrate(program, kind, { nonce, prompt: pane.prompt }) : null;
  try {
    if (!integration) return new PtyChannel(program, { marks: false, size });
    // The shell has removed its files itself, unless it was ended before it got there.
    const left = (): void => void rm(integration.folder, { recursive: true, force: true });
    return new PtyChannel(integration.program, { marks: true, size, left });
  } catch (cause) {
    throw new TargetError("misconfigured", sentence("shellNotStarted", { file, why: messageOf(cause) }), {
      cause,
    });
  }
}

/** On macOS a terminal's shell is a login shell, elsewhere the desktop's login was one. */
const login = process.platform === "darwin" ? ["-l"] : [];

interface Integrated {
  readonly program: Program;
  /** Where its files are. */
  readonly folder: string;
}

async function integrate(
  program: Program,
  shell: MarkingShell,
  setting: Omit<IntegrationSetting, "login">,
): Promise<Integrated> {
  const files = await integrationFiles(shell, { ...setting, login: login.length > 0 });
  const folder = await mkdtemp(join(tmpdir(), "kuroko-shell."));
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), text, { mode: 0o600 });
  }
  if (shell === "bash") {
    return { folder, program: { ...program, args: ["--rcfile", join(folder, "rc"), "-i"] } };
  }
  const { ZDOTDIR: own, ...rest } = program.env;
  const env = { ...rest, ...(own === undefined ? {} : { KUROKO_ZDOTDIR: own }), ZDOTDIR: folder };
  return { folder, program: { ...program, args: [...login, "-i"], env } };
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
