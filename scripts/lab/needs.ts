import { statfs } from "node:fs/promises";
import { z } from "zod";
import { tryDocker } from "./docker.ts";
import { LabError } from "./lab-error.ts";
import { isMissing, lastLines, runProgram } from "./program.ts";

const GB = 1024 ** 3;
/** Three machines take 0.4 GB when idle; what runs on them needs some too. */
const memoryGb = 1.5;
/** The images take 1.6 GB, and each machine keeps what it pulls. */
const diskGb = 4;

const engineInfo = z.object({ OSType: z.string(), MemTotal: z.number(), DockerRootDir: z.string() });

/** Throws a `LabError` that says what to do when this computer cannot have a lab. */
export async function checkNeeds(): Promise<void> {
  const [engine] = await Promise.all([checkEngine(), checkTerraform()]);
  if (engine.OSType !== "linux")
    throw new LabError("the lab needs Linux containers: switch Docker Desktop to them, and try again");
  if (engine.MemTotal < memoryGb * GB)
    throw new LabError(
      `Docker has ${inGb(engine.MemTotal)} GB of memory, the lab needs ${memoryGb} GB: give it more (Docker Desktop: Settings, Resources)`,
    );
  await checkDisk(engine.DockerRootDir);
}

/** Throws a `LabError` unless a Docker engine answers. */
export async function checkEngine(): Promise<z.infer<typeof engineInfo>> {
  const { status, stdout, stderr } = await tryDocker(["info", "--format", "{{json .}}"], {
    timeoutMs: 15_000,
  });
  // Docker's client prints what it knows of itself, and an error, where no engine answers.
  const parsed = status === 0 ? engineInfo.safeParse(JSON.parse(stdout)) : null;
  if (parsed?.success) return parsed.data;
  const forbidden = /permission denied/i.test(stderr + stdout);
  if (forbidden)
    throw new LabError(
      "Docker's engine does not let this user in: add yourself to the group docker (sudo usermod -aG docker $USER), log in again, and try again",
    );
  const where = process.env.DOCKER_HOST === undefined ? "" : ` at DOCKER_HOST=${process.env.DOCKER_HOST}`;
  throw new LabError(
    `no Docker engine answers${where}: start it (Docker Desktop; or sudo systemctl start docker), and try again`,
  );
}

/** Terraform 1.4 or newer. Throws a `LabError`. */
export async function checkTerraform(): Promise<void> {
  const install = "https://developer.hashicorp.com/terraform/install";
  try {
    const { status, stdout, stderr } = await runProgram("terraform", ["version", "-json"]);
    if (status !== 0) throw new LabError(`"terraform version" failed: ${lastLines(stderr, 3)}`);
    const { terraform_version } = z.object({ terraform_version: z.string() }).parse(JSON.parse(stdout));
    const [major = 0, minor = 0] = terraform_version.split(".").map(Number);
    if (major < 1 || (major === 1 && minor < 4))
      throw new LabError(`the lab needs Terraform 1.4 or newer, this is ${terraform_version}: ${install}`);
  } catch (error) {
    if (isMissing(error))
      throw new LabError(`the lab needs Terraform, which is not installed: ${install}`, error);
    throw error;
  }
}

/** Only where Docker's files are on this computer's disk; a virtual machine keeps its own. */
async function checkDisk(folder: string): Promise<void> {
  const disk = await statfs(folder).catch(() => null);
  if (disk === null) return;
  const free = disk.bavail * disk.bsize;
  if (free < diskGb * GB)
    throw new LabError(
      `${inGb(free)} GB are free below ${folder}, the lab needs ${diskGb} GB: make room (docker system prune), and try again`,
    );
}

function inGb(bytes: number): string {
  return (bytes / GB).toFixed(1);
}
