import { listMachines, machineNamed, type LabMachine } from "../../lab/machines.ts";
import { checkEngine } from "../../lab/needs.ts";
import { labPlaces } from "../../lab/places.ts";
import { recordOf } from "../../lab/record.ts";

/** The positional that names a machine. */
export const machineArg = {
  type: "positional",
  required: true,
  description: "The name of a machine, like web1; kuroko lab status shows them",
} as const;

/** The lab's machine of that name. Throws a `LabError` that says which there are. */
export async function wishedMachine(name: string): Promise<LabMachine> {
  const places = labPlaces();
  const record = await recordOf(places);
  await checkEngine();
  return machineNamed(await listMachines(record.id, places), name);
}
