import type { Sentence } from "#core/said.ts";
import { sentence } from "#core/sentences.ts";
import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { relative } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

import { TargetError } from "#server/app/ports.ts";

const run = promisify(execFile);
const timeoutMs = 15_000;

/** Outputs of a Terraform directory, as `terraform output -json` gives them: name → value. */
export type Outputs = Readonly<Record<string, unknown>>;

/** How to reach a machine, as far as Terraform's output tells it. */
export interface TerraformHost {
  readonly host: string;
  readonly port?: number | undefined;
  readonly user?: string | undefined;
  /** Files, absolute, or relative to the Terraform directory; `~` allowed. */
  readonly key?: string | undefined;
  readonly known_hosts?: string | undefined;
}

const word = z.string().min(1).optional().catch(undefined);
/** What else is in the object (`role`, `address`) is for others. */
const machine = z.object({
  host: z.string().min(1),
  port: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535)
    .nullish()
    .transform((port) => port ?? undefined),
  user: word,
  key: word,
  known_hosts: word,
});

/**
 * The machine at `path` (`web1_ip`, `machines.web1`, `ips.0`) among the outputs of the Terraform directory: a host name,
 * or an object with `host` and what else is told of it. Rejects with `misconfigured`, or
 * `not-made` where Terraform has no outputs at all, and what to do.
 */
export async function terraformHost(directory: string, path: string): Promise<TerraformHost> {
  const value = pick(await terraformOutputs(directory), directory, path);
  const read = machine.safeParse(typeof value === "string" ? { host: value } : value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw misconfigured(
    sentence(issue?.path[0] === "port" ? "terraformNoPort" : "terraformNoHost", {
      path,
      folder: fromHere(directory),
      value: JSON.stringify(value),
    }),
  );
}

/** Runs `terraform output -json` in `directory`. Rejects with `misconfigured`. */
export async function terraformOutputs(directory: string): Promise<Outputs> {
  const found = await stat(directory).catch(() => null);
  if (!found?.isDirectory()) {
    throw misconfigured(sentence("terraformNoFolder", { folder: fromHere(directory) }));
  }
  try {
    const { stdout } = await run("terraform", ["output", "-json", "-no-color"], {
      cwd: directory,
      timeout: timeoutMs,
      maxBuffer: 16 * 1024 * 1024,
      env: { ...process.env, TF_IN_AUTOMATION: "1" },
    });
    return valuesOf(stdout, directory);
  } catch (cause) {
    throw cause instanceof TargetError ? cause : misconfigured(reasonOf(cause, directory), cause);
  }
}

function valuesOf(printed: string, directory: string): Outputs {
  const outputs: unknown = JSON.parse(printed);
  if (!isRecord(outputs))
    throw misconfigured(sentence("terraformNoOutputs", { folder: fromHere(directory) }));
  return Object.fromEntries(
    Object.entries(outputs).map(([name, output]) => [name, isRecord(output) ? output.value : undefined]),
  );
}

/** Short where it is below the folder that kuroko runs in: an audience may see it, and a take keeps it. */
function fromHere(directory: string): string {
  const path = relative(process.cwd(), directory);
  return path === "" || path.startsWith("..") ? directory : path;
}

function pick(outputs: Outputs, directory: string, path: string): unknown {
  if (Object.keys(outputs).length === 0) {
    throw new TargetError("not-made", sentence("terraformNotApplied", { folder: fromHere(directory) }));
  }
  let value: unknown = outputs;
  let at = "";
  for (const name of path.split(".")) {
    const known = isRecord(value) || Array.isArray(value) ? Object.entries(value) : [];
    const next = known.find(([key]) => key === name);
    if (!next) {
      const folder = fromHere(directory);
      const names = known.map(([key]) => at + key).join(", ");
      throw misconfigured(
        names === ""
          ? sentence("terraformNothingBelow", { folder, path, above: at.slice(0, -1) })
          : sentence("terraformNoOutput", { folder, path, names }),
      );
    }
    value = next[1];
    at += `${name}.`;
  }
  return value;
}

function reasonOf(cause: unknown, directory: string): Sentence {
  const failed: { code?: unknown; killed?: unknown; stderr?: unknown } = isRecord(cause) ? cause : {};
  if (failed.code === "ENOENT") {
    return sentence("terraformMissing");
  }
  if (failed.killed === true) {
    return sentence("terraformSlow", { folder: fromHere(directory), seconds: timeoutMs / 1000 });
  }
  const said = typeof failed.stderr === "string" ? lastError(failed.stderr) : String(cause);
  return sentence("terraformFailed", { folder: fromHere(directory), why: said });
}

/** The text after Terraform's last `Error:`, without its box. */
function lastError(stderr: string): string {
  const plain = stderr.replaceAll(/^[╷│╵]\s?/gm, "").replaceAll(/\s+/g, " ");
  return plain.slice(plain.lastIndexOf("Error: ") + 1 ? plain.lastIndexOf("Error: ") + 7 : 0).trim();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function misconfigured(message: Sentence, cause?: unknown): TargetError {
  return new TargetError("misconfigured", message, cause === undefined ? undefined : { cause });
}
