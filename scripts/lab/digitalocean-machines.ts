import { z } from "zod";
import { terraformOutputs } from "#server/adapters/terraform/output.ts";
import { readCloudRecord } from "./digitalocean-record.ts";
import { LabError } from "./lab-error.ts";
import type { LabPlaces } from "./places.ts";

const machine = z.object({ host: z.string(), port: z.number(), address: z.string(), role: z.string() });
const outputs = z.object({
  machines: z.record(z.string(), machine).default({}),
  load_balancer: z.string().optional(),
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
  const { machines } = await cloudOutputs(places);
  const found = machines[name];
  if (found) return found;
  const names = Object.keys(machines).join(", ");
  throw new LabError(
    names === ""
      ? 'the cluster has no machines yet: "kuroko lab up --on digitalocean" makes them'
      : `the cluster has no machine "${name}"; there are: ${names}`,
  );
}
