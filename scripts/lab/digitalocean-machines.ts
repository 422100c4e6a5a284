import { z } from "zod";
import { terraformOutputs } from "#server/adapters/terraform/output.ts";
import { readCloudRecord } from "./digitalocean-record.ts";
import { LabError } from "./lab-error.ts";
import type { LabPlaces } from "./places.ts";

const machine = z.object({ host: z.string(), port: z.number(), address: z.string(), role: z.string() });
const outputs = z.object({
  machines: z.record(z.string(), machine).default({}),
  load_balancer: z.string().optional(),
  droplet_ids: z.record(z.string(), z.coerce.number()).default({}),
});

/** What Terraform's outputs say of the cluster; no machines before the first `apply`. */
export type CloudOutputs = z.infer<typeof outputs>;

export async function cloudOutputs(places: LabPlaces): Promise<CloudOutputs> {
  return outputs.parse(await terraformOutputs(places.terraform));
}

/** Where to reach the machine's SSH; null when the cluster is not on DigitalOcean. Throws a `LabError`. */
export async function cloudMachine(
  places: LabPlaces,
  name: string,
): Promise<{ readonly host: string; readonly port: number } | null> {
  if ((await readCloudRecord(places)) === null) return null;
  return named((await cloudOutputs(places)).machines, name);
}

/** The machine's id at DigitalOcean, otherwise the same. */
export async function cloudDroplet(places: LabPlaces, name: string): Promise<number | null> {
  if ((await readCloudRecord(places)) === null) return null;
  return named((await cloudOutputs(places)).droplet_ids, name);
}

function named<Value>(all: Readonly<Record<string, Value>>, name: string): Value {
  const found = all[name];
  if (found !== undefined) return found;
  const names = Object.keys(all).join(", ");
  throw new LabError(
    names === ""
      ? 'the cluster has no machines yet: "kuroko lab up --on digitalocean" makes them'
      : `the cluster has no machine "${name}"; there are: ${names}`,
  );
}
