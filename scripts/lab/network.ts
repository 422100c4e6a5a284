import { hostname } from "node:os";
import { dockerLines, inspect, tryDocker } from "./docker.ts";
import { LabError } from "./lab-error.ts";
import { FOLDER_LABEL, LAB_LABEL } from "./labels.ts";
import { lastLines } from "./program.ts";

/** Whose a network is: labs of other checkouts, or of other people on a shared engine, are left alone. */
const ownerOf = (folder: string) => `${hostname()}:${folder}`;

/** The id of the lab whose network Docker has for this folder, or null. */
export async function labIn(folder: string): Promise<string | null> {
  const filter = `label=${FOLDER_LABEL}=${ownerOf(folder)}`;
  const [id] = await dockerLines(["network", "ls", "--filter", filter, "--format", "{{.Name}}"]);
  return id ?? null;
}

/** Makes the network of a new lab, under an id that no other lab on this engine has: `kuroko-lab`, `kuroko-lab-2`, … */
export async function claimNetwork(folder: string): Promise<{ id: string; subnet: string }> {
  for (let number = 1; number < 100; number++) {
    const id = number === 1 ? "kuroko-lab" : `kuroko-lab-${number}`;
    if ((await inspect("network", id, "{{.Id}}")) !== null) continue;
    const subnet = await makeNetwork(id, folder);
    if (subnet !== null) return { id, subnet };
  }
  throw new LabError("there are a hundred labs on this Docker engine: take some down");
}

/**
 * Makes sure of the lab's network and returns the first three numbers of its addresses. The subnet is written down,
 * because a machine that is switched off and on must come back with the address that etcd knows.
 */
export async function ensureNetwork(id: string, folder: string): Promise<string> {
  const found = await inspect("network", id, "{{(index .IPAM.Config 0).Subnet}}");
  if (found !== null) return found.replace(/\.\d+\/\d+$/, "");
  const made = await makeNetwork(id, folder);
  if (made === null) throw new LabError(`another lab has just taken the name ${id}: try again`);
  return made;
}

/** Gives the prefix of the first subnet that nobody has; null when another one was faster with the name. */
async function makeNetwork(id: string, folder: string): Promise<string | null> {
  const labels = ["--label", `${LAB_LABEL}=${id}`, "--label", `${FOLDER_LABEL}=${ownerOf(folder)}`];
  let said = "";
  for (let third = 42; third < 142; third++) {
    const prefix = `172.30.${third}`;
    const made = await tryDocker(["network", "create", "--subnet", `${prefix}.0/24`, ...labels, id]);
    if (made.status === 0) return prefix;
    said = lastLines(made.stderr, 2);
    if (/already exists/i.test(said)) return null;
    if (!/overlap/i.test(said)) break;
  }
  throw new LabError(`Docker could not make the lab's network: ${said}`);
}
