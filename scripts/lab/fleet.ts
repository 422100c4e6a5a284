import { createHash } from "node:crypto";
import { access, chmod, constants, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { kit } from "#server/adapters/site/kit.ts";
import { LabError } from "./lab-error.ts";
import { lastLines, runProgram } from "./program.ts";
import type { Say } from "./say.ts";

const programs = ["fleetd", "fleetctl"] as const;
const release = "fleet-v1.0.0-linux-amd64";
const address = `https://github.com/coreos/fleet/releases/download/v1.0.0/${release}.tar.gz`;
const timeoutMs = 60_000;

/** The folder with fleet's programs that was given; a `LabError` when they are not there. */
export async function givenFleet(folder: string): Promise<string> {
  const at = resolve(process.env.INIT_CWD ?? ".", folder);
  for (const program of programs) {
    if (!(await isProgram(join(at, program))))
      throw new LabError(
        `there is no program ${program} in ${at}: name the folder that has fleetd and fleetctl`,
      );
  }
  return at;
}

/**
 * The folder with the programs of fleet's official release, downloaded the first time; null where it cannot be had.
 * fleet's authors published no checksum: the first download's is kept and holds from then on.
 */
export async function releasedFleet(say: Say, home = join(kit.state, "fleet/1.0.0")): Promise<string | null> {
  const archive = join(home, `${release}.tar.gz`);
  const pin = join(home, "sha256");
  await mkdir(home, { recursive: true });
  const bytes = await readFile(archive).catch(() => download(say));
  if (bytes === null) return null;
  const sum = createHash("sha256").update(bytes).digest("hex");
  const pinned = (await readFile(pin, "utf8").catch(() => sum)).trim();
  if (sum !== pinned)
    throw new LabError(
      `fleet's archive is not the one of the first download (SHA-256 ${sum}, not ${pinned}): ${archive}. Find out why before you remove ${home}`,
    );
  const at = join(home, release);
  if (!(await isProgram(join(at, "fleetctl")))) {
    await writeFile(pin, `${sum}\n`);
    await writeFile(`${archive}.new`, bytes);
    await rename(`${archive}.new`, archive);
    await unpack(archive, home, at);
  }
  return at;
}

async function download(say: Say): Promise<Buffer | null> {
  say("downloading fleet 1.0.0");
  try {
    const reply = await fetch(address, { signal: AbortSignal.timeout(timeoutMs) });
    if (!reply.ok) throw new Error(`${reply.status} ${reply.statusText}`);
    return Buffer.from(await reply.arrayBuffer());
  } catch {
    say(
      "fleet could not be downloaded: the lab comes up without it, with Docker Swarm only (--fleet-dir names a folder with fleetd and fleetctl)",
    );
    return null;
  }
}

async function unpack(archive: string, home: string, at: string): Promise<void> {
  await rm(at, { recursive: true, force: true });
  const { status, stderr } = await runProgram("tar", ["-xzf", archive, "-C", home]);
  if (status !== 0) throw new LabError(`fleet's archive cannot be unpacked: ${lastLines(stderr, 2)}`);
  for (const program of programs) await chmod(join(at, program), 0o755);
}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
