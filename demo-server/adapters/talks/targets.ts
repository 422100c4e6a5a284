import type { Host, LocalTarget, SshTarget, Target } from "#core/deck/model.ts";
import { isPaneName } from "#core/deck/panes.ts";
import { listed, unknown } from "#core/deck/wording.ts";
import { id, type TargetName } from "#core/ids.ts";
import type { ForgivingReader } from "./forgiving.ts";
import { given, isLost } from "./given.ts";
import { count, duration, environment, text } from "./values.ts";

/** The machine that the talk is given from; every talk has it without declaring it. */
export const localTarget: LocalTarget = { kind: "local", env: {} };

export interface Targets {
  readonly usable: ReadonlyMap<TargetName, Target>;
  /** Declared, but wrong. Nothing may run there: a guess could run it on the wrong machine. */
  readonly broken: ReadonlySet<string>;
  /** Declared by the author, usable or not, in order. */
  readonly declared: readonly string[];
  /** Of those that are usable: where they stand. */
  readonly lines: ReadonlyMap<TargetName, number>;
}

export const localKeys: readonly string[] = ["kind", "cwd", "shell", "env"];
export const sshKeys: readonly string[] = [
  "kind",
  "host",
  "port",
  "user",
  "key",
  "password env",
  "jump",
  "known hosts",
  "keepalive",
];

/** Reads `targets:`. */
export function readTargets(reader: ForgivingReader, data: unknown): Targets {
  const declared = reader.fields("any", data, ["targets"]) ?? new Map<string, unknown>();
  const usable = new Map<TargetName, Target>();
  const broken = new Set<string>();
  for (const [name, entry] of declared) {
    const target = isName(reader, name) ? readTarget(reader, entry, name) : undefined;
    if (target) usable.set(id<"target">(name), target);
    else broken.add(name);
  }
  const local = id<"target">("local");
  if (!declared.has(local)) usable.set(local, localTarget);
  dropLostJumps(reader, usable, broken);
  const lines = [...usable.keys()]
    .filter((name) => declared.has(name))
    .map((name) => [name, reader.lineOf(["targets", name])] as const);
  return { usable, broken, declared: [...declared.keys()], lines: new Map(lines) };
}

function isName(reader: ForgivingReader, name: string): boolean {
  if (isPaneName(name)) return true;
  reader.problem(
    ["targets", name],
    `"${name}" cannot be a target's name: use letters, digits, ".", "_" and "-"`,
  );
  return false;
}

function readTarget(reader: ForgivingReader, data: unknown, name: string): Target | undefined {
  const path = ["targets", name];
  const given: unknown = data === null || data === "local" ? { kind: "local" } : data;
  const all = reader.fields("any", given, path);
  if (!all) return undefined;
  const kind = all.get("kind") ?? (all.has("host") ? "ssh" : "local");
  if (kind === "local") return readLocal(reader, given, path);
  if (kind === "ssh") return readSsh(reader, given, path);
  reader.problem(
    [...path, "kind"],
    unknown("kind of target", typeof kind === "string" ? kind : JSON.stringify(kind), ["local", "ssh"]),
  );
  return undefined;
}

function readLocal(reader: ForgivingReader, data: unknown, path: string[]): LocalTarget | undefined {
  const fields = reader.fields(localKeys, data, path);
  if (!fields) return undefined;
  const cwd = reader.field(text, fields, "cwd", path);
  const shell = reader.field(text, fields, "shell", path);
  const env = reader.field(environment, fields, "env", path);
  if (isLost(fields, { cwd, shell, env })) return undefined;
  return { kind: "local", env: env ?? {}, ...given({ cwd, shell }) };
}

function readSsh(reader: ForgivingReader, data: unknown, path: string[]): SshTarget | undefined {
  const fields = reader.fields(sshKeys, data, path);
  if (!fields) return undefined;
  const host = readHost(reader, fields.get("host"), [...path, "host"]);
  const port = reader.field(count(1, 65_535), fields, "port", path);
  const user = reader.field(text, fields, "user", path);
  const key = reader.field(text, fields, "key", path);
  const passwordEnv = reader.field(text, fields, "password env", path);
  const jump = reader.field(text, fields, "jump", path);
  const knownHosts = reader.field(text, fields, "known hosts", path);
  const keepaliveMs = reader.field(duration, fields, "keepalive", path);
  const read = {
    port,
    user,
    key,
    "password env": passwordEnv,
    jump,
    "known hosts": knownHosts,
    keepalive: keepaliveMs,
  };
  if (!host || isLost(fields, read)) return undefined;
  return {
    kind: "ssh",
    host,
    ...given({
      port,
      user,
      key,
      passwordEnv,
      jump: jump === undefined ? undefined : id<"target">(jump),
      knownHosts,
    }),
    keepaliveMs: keepaliveMs ?? 3000,
  };
}

function readHost(reader: ForgivingReader, data: unknown, path: string[]): Host | undefined {
  if (data === undefined || data === null) {
    reader.problem(path, `target "${path.at(-2) ?? ""}" needs a host`);
    return undefined;
  }
  if (typeof data !== "object") {
    const name = reader.value(text, data, path);
    return name === undefined ? undefined : { from: "text", name };
  }
  const fields = reader.fields(["terraform", "output"], data, path);
  if (!fields) return undefined;
  const directory = reader.field(text, fields, "terraform", path);
  const output = reader.field(text, fields, "output", path);
  if (directory !== undefined && output !== undefined) return { from: "terraform", directory, path: output };
  const missing = ["terraform", "output"].filter((key) => !fields.has(key));
  if (missing.length > 0) reader.problem(path, `host needs ${listed(missing, "and")} to find it by`);
  return undefined;
}

function dropLostJumps(reader: ForgivingReader, usable: Map<TargetName, Target>, broken: Set<string>): void {
  for (const [name, target] of usable) {
    if (target.kind !== "ssh" || target.jump === undefined) continue;
    const path = ["targets", name, "jump"];
    const ssh = [...usable]
      .filter(([other, { kind }]) => kind === "ssh" && other !== name)
      .map(([other]) => other);
    if (ssh.includes(target.jump)) continue;
    // A target that is wrong in itself may be the one that was meant all the same.
    if (!broken.has(target.jump))
      reader.problem(path, unknown("ssh target", target.jump, [...ssh, ...broken]));
    usable.delete(name);
    broken.add(name);
  }
}
