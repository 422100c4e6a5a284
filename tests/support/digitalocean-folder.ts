import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync } from "node:fs";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { kit } from "#server/adapters/site/kit.ts";

import { initArguments, terraformEnvironment } from "./digitalocean-provider.ts";
import { makeKey } from "./sshd.ts";

/** A copy of `assets/terraform/digitalocean` with keys and variables, as `kuroko lab up` makes it. */
export interface ClusterFolder {
  /** Working folder of Terraform. */
  readonly terraform: string;
  readonly keys: string;
  run(args: readonly string[], env?: Record<string, string>): Promise<TerraformRun>;
  remove(): Promise<void>;
}

export interface TerraformRun {
  readonly status: number | null;
  /** stdout and stderr. */
  readonly said: string;
}

/** `fleet-v1.0.0-linux-amd64.tar.gz` is not here: any 64 digits. */
export const someSha256 = "ab".repeat(32);

export async function makeClusterFolder(variables: Record<string, unknown> = {}): Promise<ClusterFolder> {
  const folder = await mkdtemp(join(tmpdir(), "kuroko-digitalocean-"));
  const terraform = join(folder, "terraform");
  const keys = join(folder, "keys");
  await mkdir(keys);
  makeKey(join(keys, "core"), "ed25519");
  makeKey(join(keys, "host"), "ed25519");
  cpSync(join(kit.root, "assets/terraform/digitalocean"), terraform, { recursive: true });
  const given = { folder, ssh_from: ["203.0.113.7/32"], fleet_sha256: someSha256, ...variables };
  await writeFile(join(terraform, "terraform.tfvars.json"), JSON.stringify(given));
  return {
    terraform,
    keys,
    run: (args, env) => runTerraform(terraform, args, env),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Runs Terraform beside the test's own servers, which have to answer it. */
export async function runTerraform(
  cwd: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<TerraformRun> {
  const child = spawn("terraform", args, { cwd, env: terraformEnvironment(env) });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  const [status] = (await once(child, "close")) as [number | null];
  return { status, said };
}

/** What the ignition module makes of these variables, by a real `terraform apply` that needs no provider. */
export async function renderIgnition(variables: Record<string, unknown>): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), "kuroko-ignition-"));
  try {
    cpSync(join(kit.root, "assets/terraform/digitalocean/ignition"), join(folder, "ignition"), {
      recursive: true,
    });
    const module = { source: "./ignition", ...variables };
    const main = {
      module: { ignition: module },
      output: { json: { value: "${module.ignition.json}", sensitive: true } },
    };
    await writeFile(join(folder, "main.tf.json"), JSON.stringify(main));
    const options = { cwd: folder, env: terraformEnvironment(), encoding: "utf8" } as const;
    execFileSync("terraform", initArguments(), { ...options, stdio: "ignore" });
    execFileSync("terraform", ["apply", "-auto-approve", "-input=false"], {
      ...options,
      stdio: ["ignore", "ignore", "pipe"],
    });
    return JSON.parse(execFileSync("terraform", ["output", "-raw", "json"], options));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
