import { sentence } from "#core/sentences.ts";
import { access, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import ssh2, { type AnyAuthMethod, type ParsedKey } from "ssh2";

import { TargetError } from "#server/app/ports.ts";

import type { Login } from "./host.ts";

/** One way to prove who the user is, and how it is called in a sentence. */
export interface Attempt {
  readonly label: string;
  readonly method: AnyAuthMethod;
}

/**
 * The ways to log in, in the order in which they are tried: the named key, the password; without either the
 * agent's keys and the key files that OpenSSH would take. Rejects with `misconfigured`.
 */
export async function attemptsFor({ user, key, passwordEnv }: Login): Promise<Attempt[]> {
  const named = [
    ...(key === undefined ? [] : [await namedKey(user, key)]),
    ...(passwordEnv === undefined ? [] : passwords(user, passwordEnv)),
  ];
  if (named.length > 0) return named;
  const found = [...agents(user), ...(await usualKeys(user))];
  if (found.length > 0) return found;
  throw new TargetError("misconfigured", sentence("nothingToLogInWith", { user }));
}

async function namedKey(username: string, file: string): Promise<Attempt> {
  const text = await readFile(file).catch((cause: unknown) => {
    const why =
      (cause as NodeJS.ErrnoException).code === "ENOENT"
        ? sentence("keyMissing", { file })
        : sentence("keyUnreadable", { file, why: String(cause) });
    throw new TargetError("misconfigured", why, { cause });
  });
  const key = parse(text);
  if (key !== "encrypted" && key !== "none") return fromKey(username, file, key);
  if (key === "none") {
    throw new TargetError("misconfigured", sentence("keyIsNone", { file }));
  }
  // The presenter cannot be asked for it in the middle of a talk.
  const [agent] = agents(username);
  if (agent) return { ...agent, label: `the agent, because ${file} is encrypted` };
  throw new TargetError("misconfigured", sentence("keyEncrypted", { file, again: file }));
}

/** Both ways in which servers ask for one. */
function passwords(username: string, variable: string): Attempt[] {
  const password = process.env[variable];
  if (!password) {
    throw new TargetError("misconfigured", sentence("passwordMissing", { variable }));
  }
  const label = `the password in ${variable}`;
  return [
    { label, method: { type: "password", username, password } },
    {
      label,
      method: {
        type: "keyboard-interactive",
        username,
        prompt: (_name, _instructions, _language, prompts, finish) => finish(prompts.map(() => password)),
      },
    },
  ];
}

function agents(username: string): Attempt[] {
  const agent = process.env.SSH_AUTH_SOCK;
  return agent ? [{ label: "the agent", method: { type: "agent", username, agent } }] : [];
}

async function usualKeys(username: string): Promise<Attempt[]> {
  const files = ["id_ed25519", "id_ecdsa", "id_rsa"].map((name) => join(homedir(), ".ssh", name));
  const attempts = await Promise.all(
    files.map(async (file) => {
      if (!(await readable(file))) return [];
      const key = parse(await readFile(file));
      return key === "none" || key === "encrypted" ? [] : [fromKey(username, file, key)];
    }),
  );
  return attempts.flat();
}

function fromKey(username: string, file: string, key: ParsedKey): Attempt {
  return { label: `the key ${file}`, method: { type: "publickey", username, key } };
}

function parse(text: Buffer): ParsedKey | "encrypted" | "none" {
  const parsed = ssh2.utils.parseKey(text);
  if (parsed instanceof Error) return /passphrase/i.test(parsed.message) ? "encrypted" : "none";
  // ssh2 gives a list for files that may hold several keys.
  const key: ParsedKey | undefined = [parsed].flat()[0];
  return key?.isPrivateKey() ? key : "none";
}

function readable(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
