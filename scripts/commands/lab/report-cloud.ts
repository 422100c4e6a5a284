import { relative } from "node:path";
import { cloudOutputs, type CloudOutputs } from "../../lab/digitalocean-machines.ts";
import { costSoFar, readCloudRecord } from "../../lab/digitalocean-record.ts";
import type { LabPlaces } from "../../lab/places.ts";
import { table } from "../takes/table.ts";

/** The cluster on DigitalOcean: its machines and where to go, or the same as JSON. Age and cost are in the reminder. */
export async function cloudReport(places: LabPlaces, json: boolean): Promise<string> {
  const record = await readCloudRecord(places);
  const outputs = await cloudOutputs(places).catch((): CloudOutputs => ({ machines: {}, droplet_ids: {} }));
  if (json) {
    const cost = record === null ? null : costSoFar(record, Date.now());
    return JSON.stringify({ on: "digitalocean", ...record, costSoFar: cost, ...outputs }, null, 2);
  }
  const here = relative(process.cwd(), places.terraform) || ".";
  const rows = Object.entries(outputs.machines).map(([name, { role, host, port, address }]) => [
    name,
    role,
    `${host}:${port}`,
    address,
  ]);
  if (rows.length === 0) return `No machines yet: terraform apply in ${here} makes them.`;
  const facts = [
    ["load balancer", outputs.load_balancer ?? "?"],
    ["terraform", here],
  ];
  return `${table(facts)}\n\n${table([["MACHINE", "ROLE", "SSH", "ADDRESS"], ...rows])}`;
}
