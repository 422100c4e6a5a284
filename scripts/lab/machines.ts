import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { dockerLines } from "./docker.ts";
import { didYouMean } from "#core/closest.ts";
import { LabError } from "./lab-error.ts";
import { LAB_LABEL, MACHINE_LABEL, ROLE_LABEL } from "./labels.ts";
import type { LabPlaces } from "./places.ts";

/** A machine of the lab, as Docker has it. */
export interface LabMachine {
  readonly name: string;
  readonly role: string;
  readonly container: string;
  readonly on: boolean;
  /** Of its SSH, on 127.0.0.1; null while it is being made. */
  readonly port: number | null;
  readonly address: string | null;
  /** Whether it has become a member of etcd. */
  readonly joined: boolean;
}

/** All machines of the lab, switched on or off, by name. */
export async function listMachines(id: string, places: LabPlaces): Promise<LabMachine[]> {
  const format = `{{.Names}} {{.State}} {{.Label "${MACHINE_LABEL}"}} {{.Label "${ROLE_LABEL}"}}`;
  const filters = ["--filter", `label=${LAB_LABEL}=${id}`, "--filter", `label=${MACHINE_LABEL}`];
  const lines = await dockerLines(["ps", "--all", ...filters, "--format", format]);
  const machines = lines.map(async (line) => {
    const [container = "", state, name = "", role = ""] = line.split(" ");
    const fact = (what: string) => readFact(places, name, what);
    const [port, address, joined] = await Promise.all([fact("port"), fact("address"), fact("joined")]);
    return {
      name,
      role,
      container,
      on: state === "running",
      port: port === null ? null : Number(port),
      address,
      joined: joined !== null,
    };
  });
  return (await Promise.all(machines)).sort((one, other) =>
    one.name.localeCompare(other.name, "en", { numeric: true }),
  );
}

/** The machine of that name, or a `LabError` that says which there are. */
export function machineNamed(machines: readonly LabMachine[], name: string): LabMachine {
  const found = machines.find((machine) => machine.name === name);
  if (found) return found;
  const names = machines.map((machine) => machine.name);
  if (names.length === 0) throw new LabError('the lab has no machines: "kuroko lab up" makes them');
  throw new LabError(
    `the lab has no machine "${name}"${didYouMean(name, names) || `; there are: ${names.join(", ")}`}`,
  );
}

/** What Terraform's scripts have written down of a machine; null where they have not. */
async function readFact(places: LabPlaces, machine: string, name: string): Promise<string | null> {
  const text = await readFile(join(places.machines, machine, name), "utf8").catch(() => null);
  return text === null ? null : text.trim();
}
