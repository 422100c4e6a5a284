import { sentence } from "#core/sentences.ts";
import { mkdir, open, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { ServerHostKeyAlgorithm } from "ssh2";

import { TargetError } from "#server/app/ports.ts";

import type { Login } from "./host.ts";
import {
  entriesFor,
  fingerprintOf,
  judge,
  keyTypeOf,
  knownName,
  parseKnownHosts,
  type KnownKey,
} from "./known-hosts.ts";

/** In the order in which OpenSSH prefers them. */
const algorithmsByType: Readonly<Record<string, readonly ServerHostKeyAlgorithm[]>> = {
  "ssh-ed25519": ["ssh-ed25519"],
  "ecdsa-sha2-nistp256": ["ecdsa-sha2-nistp256"],
  "ecdsa-sha2-nistp384": ["ecdsa-sha2-nistp384"],
  "ecdsa-sha2-nistp521": ["ecdsa-sha2-nistp521"],
  "ssh-rsa": ["rsa-sha2-512", "rsa-sha2-256"],
};

/** What is known of one host's keys, read when a connection is begun. */
export class HostKeyCheck {
  readonly #name: string;
  readonly #file: string;
  readonly #entries: readonly KnownKey[];

  private constructor(name: string, file: string, entries: readonly KnownKey[]) {
    this.#name = name;
    this.#file = file;
    this.#entries = entries;
  }

  /** Reads the named known_hosts file, or without one the user's and the system's. A missing file is empty. */
  static async read({ host, port, knownHosts }: Login): Promise<HostKeyCheck> {
    const file = knownHosts ?? join(homedir(), ".ssh", "known_hosts");
    const files = knownHosts === undefined ? [file, "/etc/ssh/ssh_known_hosts"] : [file];
    const keys = await Promise.all(files.map(readKnownHosts));
    const name = knownName(host, port);
    return new HostKeyCheck(name, file, entriesFor(keys.flat(), name));
  }

  /** All algorithms, those first whose keys are known: a server with several keys then shows a known one. */
  algorithms(): ServerHostKeyAlgorithm[] {
    const known = new Set(
      this.#entries.filter(({ marker }) => marker === "none").map(({ keyType }) => keyType),
    );
    const types = Object.keys(algorithmsByType);
    const ordered = [...types.filter((type) => known.has(type)), ...types.filter((type) => !known.has(type))];
    return ordered.flatMap((type) => algorithmsByType[type] ?? []);
  }

  /** Null when the key is the host's, or else why the connection is not made. */
  refusal(key: Buffer): TargetError | null {
    const verdict = judge(this.#entries, key);
    const shown = `${keyTypeOf(key)} ${fingerprintOf(key)}`;
    switch (verdict.at) {
      case "known":
        return null;
      case "revoked":
        return new TargetError(
          "changed-host",
          sentence("hostKeyRevoked", { host: this.#name, file: verdict.known.where, key: shown }),
        );
      case "changed":
        return new TargetError(
          "changed-host",
          sentence("hostKeyChanged", {
            host: this.#name,
            key: shown,
            file: verdict.known.where,
            known: `${verdict.known.keyType} ${fingerprintOf(verdict.known.key)}`,
          }),
        );
      case "unknown":
        return this.#unknown(key, shown, verdict.authority);
    }
  }

  #unknown(key: Buffer, shown: string, authority: KnownKey | null): TargetError {
    const about = { host: this.#name, key: shown };
    return new TargetError(
      "unknown-host",
      authority
        ? sentence("hostKeyCertified", { ...about, file: authority.where })
        : sentence("hostKeyUnknown", about),
      {
        hostKey: {
          host: this.#name,
          keyType: keyTypeOf(key),
          fingerprint: fingerprintOf(key),
          accept: () => append(this.#file, this.#name, key),
        },
      },
    );
  }
}

async function readKnownHosts(file: string): Promise<KnownKey[]> {
  try {
    return parseKnownHosts(await readFile(file, "utf8"), file);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
    throw new TargetError("misconfigured", sentence("knownHostsUnreadable", { file, why: String(cause) }), {
      cause,
    });
  }
}

/** Adds a line for the key, unless it is there already: two panes of one host may both be accepted. */
async function append(file: string, name: string, key: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, "a+", 0o600);
  try {
    const text = await handle.readFile("utf8");
    if (judge(entriesFor(parseKnownHosts(text, file), name), key).at === "known") return;
    const lineEnd = text === "" || text.endsWith("\n") ? "" : "\n";
    await handle.appendFile(`${lineEnd}${name} ${keyTypeOf(key)} ${key.toString("base64")}\n`);
  } finally {
    await handle.close();
  }
}
