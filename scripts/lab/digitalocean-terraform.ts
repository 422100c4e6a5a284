import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { kit } from "#server/adapters/site/kit.ts";
import { LabError } from "./lab-error.ts";
import type { LabPlaces } from "./places.ts";
import { lastLines, runProgram } from "./program.ts";

/** `terraform.tfvars.json`: assets/terraform/digitalocean/variables.tf says what each is. */
export interface CloudVariables {
  readonly folder: string;
  readonly name: string;
  readonly region: string;
  readonly size: string;
  readonly web: number;
  readonly ssh_from: readonly string[];
  readonly fleet_sha256: string;
  readonly home_files: readonly string[];
  readonly images: string;
}

/** The variables of the last `up`, as far as they can be read: what is not wished otherwise stays. */
export async function readVariables(places: LabPlaces): Promise<Partial<CloudVariables>> {
  const schema = z.object({
    region: z.string().optional(),
    size: z.string().optional(),
    web: z.number().optional(),
    fleet_sha256: z.string().optional(),
  });
  try {
    const { region, size, web, fleet_sha256 } = schema.parse(
      JSON.parse(await readFile(places.variables, "utf8")),
    );
    return {
      ...(region === undefined ? {} : { region }),
      ...(size === undefined ? {} : { size }),
      ...(web === undefined ? {} : { web }),
      ...(fleet_sha256 === undefined ? {} : { fleet_sha256 }),
    };
  } catch {
    return {};
  }
}

/** Copies the configuration into the working folder and initialises it; the first time, that downloads the provider. */
export async function prepareCloudTerraform(places: LabPlaces, variables: CloudVariables): Promise<void> {
  await mkdir(places.terraform, { recursive: true });
  await cp(join(kit.root, "assets/terraform/digitalocean"), places.terraform, { recursive: true });
  await writeFile(places.variables, `${JSON.stringify(variables, null, 2)}\n`);
  const mirror = process.env.KUROKO_TF_PLUGIN_DIR ?? "";
  const { status, stdout, stderr } = await runProgram(
    "terraform",
    ["init", "-input=false", "-no-color", ...(mirror === "" ? [] : [`-plugin-dir=${mirror}`])],
    { cwd: places.terraform },
  );
  if (status === 0) return;
  throw new LabError(`"terraform init" failed in ${places.terraform}: ${lastLines(stderr || stdout, 12)}`);
}

/** Brings Flatcar into the account, and nothing else. */
export async function importImage(places: LabPlaces): Promise<void> {
  const target = "-target=digitalocean_custom_image.flatcar";
  const { status, stderr } = await runProgram(
    "terraform",
    ["apply", "-auto-approve", "-input=false", "-no-color", target],
    { cwd: places.terraform },
  );
  if (status !== 0) throw new LabError(`Flatcar could not be imported: ${lastLines(stderr, 8)}`);
}
