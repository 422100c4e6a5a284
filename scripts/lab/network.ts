import { hostname } from "node:os";
import { dockerLines, inspect, tryDocker } from "./docker.ts";
import { LabError } from "./lab-error.ts";
import { FOLDER_LABEL, LAB_LABEL } from "./labels.ts";
import { lastLines } from "./program.ts";

/** Whose network it is: labs of other checkouts, or of other people on a shared engine, are left alone. */
function ownerOf(folder: string): string {
  return `${hostname()}:${folder}`;
}

/** An id that no other lab on this engine has: `kuroko-lab`, `kuroko-lab-2`, … */
export async function newLabId(folder: string): Promise<string> {
  const format = `{{.Label "${LAB_LABEL}"}} {{.Label "${FOLDER_LABEL}"}}`;
  const taken = new Map(
    (await dockerLines(["network", "ls", "--filter", `label=${LAB_LABEL}`, "--format", format])).map(
      (line) => {
        const [id = "", ...owner] = line.split(" ");
        return [id, owner.join(" ")] as const;
      },
    ),
  );
  for (let number = 1; ; number++) {
    const id = number === 1 ? "kuroko-lab" : `kuroko-lab-${number}`;
    const owner = taken.get(id);
    if (owner === undefined || owner === ownerOf(folder)) return id;
  }
}

/**
 * Makes sure of the lab's network and returns the first three numbers of its addresses. The subnet is written down,
 * because a machine that is switched off and on must come back with the address that etcd knows.
 */
export async function ensureNetwork(id: string, folder: string): Promise<string> {
  const found = await inspect("network", id, "{{(index .IPAM.Config 0).Subnet}}");
  if (found !== null) return prefixOf(found);
  const labels = ["--label", `${LAB_LABEL}=${id}`, "--label", `${FOLDER_LABEL}=${ownerOf(folder)}`];
  let said = "";
  for (let third = 42; third < 74; third++) {
    const subnet = `172.30.${third}.0/24`;
    const made = await tryDocker(["network", "create", "--subnet", subnet, ...labels, id]);
    if (made.status === 0) return prefixOf(subnet);
    said = lastLines(made.stderr, 2);
    if (!/overlap/i.test(said)) break;
  }
  throw new LabError(`Docker could not make the lab's network: ${said}`);
}

function prefixOf(subnet: string): string {
  return subnet.replace(/\.\d+\/\d+$/, "");
}
