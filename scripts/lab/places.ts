import { join, resolve } from "node:path";
import { kit } from "#server/adapters/site/kit.ts";

/** Where one lab keeps what: absolute paths. Nothing of a lab lies elsewhere, except in Docker. */
export interface LabPlaces {
  readonly folder: string;
  /** What is known of the lab: see `LabRecord`. */
  readonly record: string;
  readonly keys: string;
  /** A folder for each machine, written by Terraform's scripts: its number, port and address. */
  readonly machines: string;
  /** The working folder of Terraform; the talk runs `terraform apply` in it. */
  readonly terraform: string;
  readonly variables: string;
}

/** The places of the lab in `folder`; by default `KUROKO_LAB_FOLDER`, or `.kuroko/lab` of this checkout. */
export function labPlaces(folder = process.env.KUROKO_LAB_FOLDER ?? ""): LabPlaces {
  const at = folder === "" ? join(kit.state, "lab") : resolve(folder);
  return {
    folder: at,
    record: join(at, "lab.json"),
    keys: join(at, "keys"),
    machines: join(at, "machines"),
    terraform: join(at, "terraform"),
    variables: join(at, "terraform/terraform.tfvars.json"),
  };
}

/** What a lab is made from, in the checkout. */
export const labAssets = {
  terraform: join(kit.root, "assets/terraform/lab"),
  machine: join(kit.root, "assets/lab/machine"),
  registry: join(kit.root, "assets/lab/registry"),
  /** A folder for each image of the demo: a Dockerfile, and `versions` with one a line (without it: 1). */
  demoImages: join(kit.root, "assets/demo/images"),
  /** Their files lie in the home folder of every machine. */
  home: [join(kit.root, "assets/demo/units"), join(kit.root, "assets/demo/swarm")],
} as const;
