import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraformOutputs } from "#server/adapters/terraform/output.ts";
import { dockerAnswers, programPath } from "../../scripts/cli/test-tools.ts";
import { labDown } from "../../scripts/lab/down.ts";
import { labPlaces, type LabPlaces } from "../../scripts/lab/places.ts";
import { runProgram, type Finished } from "../../scripts/lab/program.ts";
import { labUp, type UpWish } from "../../scripts/lab/up.ts";

/** An entry of the Terraform output `machines`. */
export interface MachineOutput {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Absolute paths. */
  readonly key: string;
  readonly known_hosts: string;
  /** In the cluster. */
  readonly address: string;
  readonly role: string;
}

export interface LabOutputs {
  readonly machines: Readonly<Record<string, MachineOutput>>;
  readonly load_balancer: string;
  readonly registry: string;
}

/** A lab of its own for a test file: folder, network, ports and keys are no other lab's. */
export interface TestLab {
  readonly id: string;
  readonly places: LabPlaces;
  /** Where `terraform apply` is run; the outputs' folder. */
  readonly folder: string;
  readonly hasFleet: boolean;
  /** As Terraform has them now. */
  outputs(): Promise<LabOutputs>;
  /** Runs a command as `core` on a machine, over SSH with the pinned host key. */
  run(machine: string, command: string): Promise<Finished>;
  /** The same; what it printed, trimmed. Rejects with what it printed when its status is not 0. */
  ask(machine: string, command: string): Promise<string>;
  down(): Promise<void>;
}

/** How long a lab may take from nothing: with images that have to be built on a slow machine. */
export const labTimeoutMs = 600_000;

/** Why there can be no lab on this machine, for the name of a skipped test; null when there can. */
export async function whyNoLab(): Promise<string | null> {
  for (const program of ["docker", "terraform", "ssh"])
    if ((await programPath([program])) === null) return `${program} is not installed`;
  return (await dockerAnswers()) ? null : "no Docker engine answers";
}

/** Folder of fleet's programs, from `KUROKO_FLEET_DIR`; null where it is not set, for tests that need real fleet. */
export const fleetFolder: string | null =
  process.env.KUROKO_FLEET_DIR === "" ? null : (process.env.KUROKO_FLEET_DIR ?? null);

/**
 * Makes a lab: with fleet where its programs are given, unless `fleet` is false. Images are built once and kept.
 * @param at its folder, for a test that has to know it before; by default a new one.
 */
export async function labForTests(wish: Partial<UpWish> = {}, at?: string): Promise<TestLab> {
  const places = labPlaces(at ?? (await mkdtemp(join(tmpdir(), "kuroko-lab-"))));
  const fleet = fleetFolder !== null && (wish.fleet ?? true);
  const down = async () => {
    await labDown(places, false, () => undefined);
    await rm(places.folder, { recursive: true, force: true });
  };
  try {
    const { record } = await labUp(places, { empty: false, ...wish, fleet }, () => undefined);
    return { ...around(places), id: record.id, places, folder: places.terraform, hasFleet: fleet, down };
  } catch (error) {
    await down();
    throw error;
  }
}

function around(places: LabPlaces): Pick<TestLab, "outputs" | "run" | "ask"> {
  const outputs = async () => (await terraformOutputs(places.terraform)) as unknown as LabOutputs;
  const run = async (machine: string, command: string) => {
    const found = (await outputs()).machines[machine];
    if (found === undefined) throw new Error(`the lab has no machine ${machine}`);
    return runProgram("ssh", [...sshArgs(found), command]);
  };
  const ask = async (machine: string, command: string) => {
    const { status, stdout, stderr } = await run(machine, command);
    if (status !== 0)
      throw new Error(`"${command}" on ${machine}: status ${status ?? "none"}\n${stdout}${stderr}`);
    return stdout.trim();
  };
  return { outputs, run, ask };
}

function sshArgs({ host, port, user, key, known_hosts }: MachineOutput): string[] {
  const options = [
    `UserKnownHostsFile=${known_hosts}`,
    "StrictHostKeyChecking=yes",
    "IdentitiesOnly=yes",
    "BatchMode=yes",
  ];
  return [
    "-F",
    "none",
    "-i",
    key,
    "-p",
    String(port),
    ...options.flatMap((option) => ["-o", option]),
    `${user}@${host}`,
  ];
}
