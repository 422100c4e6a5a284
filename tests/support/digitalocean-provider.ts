import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The environment for Terraform: without the user's own configuration, if that names a file which is not there. */
export function terraformEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { TF_CLI_CONFIG_FILE: file, ...rest } = process.env;
  const kept = file !== undefined && existsSync(file) ? { TF_CLI_CONFIG_FILE: file } : {};
  return { ...rest, ...kept, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1", ...more };
}

/** Arguments for `terraform init`: `KUROKO_TF_PLUGIN_DIR` is a filesystem mirror, as "terraform providers mirror" makes. */
export function initArguments(): string[] {
  const mirror = process.env.KUROKO_TF_PLUGIN_DIR ?? "";
  return ["init", "-input=false", "-no-color", ...(mirror === "" ? [] : [`-plugin-dir=${mirror}`])];
}

/** Why Terraform cannot run here, or null. */
export const noTerraform: string | null = spawnSync("terraform", ["version"]).error
  ? "terraform is not installed"
  : null;

/** Why DigitalOcean's provider cannot be had here, or null. Asks Terraform itself, which asks its registry. */
export const noProvider: string | null = noTerraform ?? whyNoProvider();

function whyNoProvider(): string | null {
  const mirror = process.env.KUROKO_TF_PLUGIN_DIR ?? "";
  if (mirror !== "" && (!existsSync(mirror) || readdirSync(mirror).length === 0))
    return `KUROKO_TF_PLUGIN_DIR=${mirror} has no providers`;
  const folder = mkdtempSync(join(tmpdir(), "kuroko-provider-"));
  try {
    const source = '{ source = "digitalocean/digitalocean" }';
    writeFileSync(
      join(folder, "main.tf"),
      `terraform {\n  required_providers {\n    digitalocean = ${source}\n  }\n}\n`,
    );
    const { status } = spawnSync("terraform", initArguments(), {
      cwd: folder,
      env: terraformEnvironment(),
      timeout: 60_000,
    });
    return status === 0
      ? null
      : "Terraform's registry cannot be reached for the provider digitalocean/digitalocean (or set KUROKO_TF_PLUGIN_DIR)";
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
