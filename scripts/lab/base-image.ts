import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { docker, inspect, tryDocker } from "./docker.ts";
import { LabError } from "./lab-error.ts";
import { isMissing, lastLines, runProgram } from "./program.ts";
import { IMAGE_LABEL } from "./labels.ts";
import type { Say } from "./say.ts";

const suite = "bookworm";
const image = `debian:${suite}-slim`;

/** What makes the official image slim: no perl (which usrmerge would bring), no manuals. Half the size, half the pull on stage. */
const slim = [
  "--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr",
  "--include=ca-certificates,usr-is-merged",
  "--dpkgopt=path-exclude=/usr/share/man/*",
  "--dpkgopt=path-exclude=/usr/share/info/*",
  "--dpkgopt=path-exclude=/usr/share/locale/*/LC_MESSAGES/*",
  "--dpkgopt=path-exclude=/usr/share/doc/*",
  "--dpkgopt=path-include=/usr/share/doc/*/copyright",
];

/** Makes sure that the base of all images is there: pulled, or made from a Debian mirror where nothing can be pulled. */
export async function ensureBaseImage(say: Say): Promise<void> {
  if ((await inspect("image", image, "{{.Id}}")) !== null) return;
  say(`pulling ${image}`);
  const pulled = await tryDocker(["pull", "--quiet", image], { timeoutMs: 180_000 });
  if (pulled.status === 0) return;
  say(`it cannot be pulled from here; making it from Debian's packages`);
  await bootstrap(lastLines(pulled.stderr, 1));
}

async function bootstrap(whyNotPulled: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "kuroko-base-"));
  const tar = join(folder, "rootfs.tar");
  const advice = `${image} cannot be pulled (${whyNotPulled})`;
  try {
    const sources = await debianSources();
    const args = ["--quiet", "--variant=minbase", ...slim, suite, tar, ...sources];
    const { status, stderr } = await runProgram("mmdebstrap", args, { timeoutMs: 600_000 });
    if (status !== 0) throw new LabError(`${advice}, nor made with mmdebstrap: ${lastLines(stderr, 5)}`);
    await docker(["import", "--change", `LABEL ${IMAGE_LABEL}=base`, tar, image]);
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new LabError(
      `${advice}: connect to the internet once, or install mmdebstrap (Debian, Ubuntu) to make it from a package mirror`,
      error,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where this computer gets its own Debian packages from, when it runs the same Debian; else mmdebstrap's default. */
async function debianSources(): Promise<string[]> {
  const release = await readFile("/etc/os-release", "utf8").catch(() => "");
  if (!release.includes(`VERSION_CODENAME=${suite}`)) return [];
  const format = "deb $(REPO_URI) $(CODENAME) $(COMPONENT)|$(LABEL)";
  const { stdout } = await runProgram("apt-get", [
    "indextargets",
    "--format",
    format,
    "Created-By: Packages",
  ]);
  return stdout
    .split("\n")
    .filter((line) => /\|Debian(-Security)?$/.test(line))
    .map((line) => line.replace(/\|.*$/, ""));
}
