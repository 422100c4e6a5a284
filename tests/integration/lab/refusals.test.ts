import { spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { contextHash } from "../../../scripts/lab/context-hash.ts";
import { givenFleet, releasedFleet } from "../../../scripts/lab/fleet.ts";
import { machineNamed, type LabMachine } from "../../../scripts/lab/machines.ts";
import { checkNeeds } from "../../../scripts/lab/needs.ts";
import { labPlaces } from "../../../scripts/lab/places.ts";
import { freePort } from "../../../scripts/lab/ports.ts";
import { recordOf } from "../../../scripts/lab/record.ts";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "kuroko-lab-pieces-"))));
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const silent = () => undefined;

async function program(path: string, text = "#!/bin/sh\n"): Promise<void> {
  await writeFile(path, text);
  await chmod(path, 0o755);
}

describe("what a lab needs", () => {
  /** A `docker` and a `terraform` that answer as told, in place of real ones. */
  const pretend = async (docker: string, terraform: string) => {
    await program(join(folder, "docker"), `#!/bin/sh\n${docker}\n`);
    await program(join(folder, "terraform"), `#!/bin/sh\n${terraform}\n`);
    vi.stubEnv("PATH", `${folder}:/bin:/usr/bin`);
  };
  const engine = (facts: object) =>
    `echo '${JSON.stringify({ OSType: "linux", MemTotal: 8e9, DockerRootDir: "/nowhere", ...facts })}'`;
  const terraform = (version: string) => `echo '{"terraform_version":"${version}"}'`;

  it("is said when it is not installed", async () => {
    await pretend("exit 0", terraform("1.11.0"));
    vi.stubEnv("PATH", "/nowhere");
    await expect(checkNeeds()).rejects.toThrow(/needs (Docker|Terraform), which is not installed: https/);
  });

  it("is enough memory, Linux containers and a Terraform that has terraform_data", async () => {
    await pretend(engine({}), terraform("1.11.0"));
    await expect(checkNeeds()).resolves.toBeUndefined();
    await pretend(engine({ MemTotal: 1e9 }), terraform("1.11.0"));
    await expect(checkNeeds()).rejects.toThrow(
      "Docker has 0.9 GB of memory, the lab needs 1.5 GB: give it more",
    );
    await pretend(engine({ OSType: "windows" }), terraform("1.11.0"));
    await expect(checkNeeds()).rejects.toThrow("needs Linux containers");
    await pretend(engine({}), terraform("1.3.9"));
    await expect(checkNeeds()).rejects.toThrow("needs Terraform 1.4 or newer, this is 1.3.9");
  });

  it("is an engine that answers, and lets this user in", async () => {
    await pretend("echo '{}'; echo 'Cannot connect to the Docker daemon' >&2; exit 1", terraform("1.11.0"));
    await expect(checkNeeds()).rejects.toThrow("no Docker engine answers: start it");
    vi.stubEnv("DOCKER_HOST", "tcp://box:2375");
    await expect(checkNeeds()).rejects.toThrow("no Docker engine answers at DOCKER_HOST=tcp://box:2375");
    await pretend("echo 'permission denied while trying to connect' >&2; exit 1", terraform("1.11.0"));
    await expect(checkNeeds()).rejects.toThrow("usermod -aG docker");
  });
});

describe("fleet's programs", () => {
  it("must both be in the folder that was given", async () => {
    await program(join(folder, "fleetd"));
    await expect(givenFleet(folder)).rejects.toThrow(`there is no program fleetctl in ${folder}`);
    await program(join(folder, "fleetctl"));
    expect(await givenFleet(folder)).toBe(folder);
  });

  it("come from the archive of the first download, and from no other", async () => {
    const name = "fleet-v1.0.0-linux-amd64";
    const archive = join(folder, `${name}.tar.gz`);
    await mkdir(join(folder, "made", name), { recursive: true });
    for (const one of ["fleetd", "fleetctl"]) await program(join(folder, "made", name, one));
    spawnSync("tar", ["-czf", archive, "-C", join(folder, "made"), name]);

    expect(await releasedFleet(silent, folder)).toBe(join(folder, name));
    expect(await releasedFleet(silent, folder)).toBe(await givenFleet(join(folder, name)));
    await writeFile(archive, "another one");
    await expect(releasedFleet(silent, folder)).rejects.toThrow("not the one of the first download");
  });
});

describe("a port of the lab", () => {
  it("is the next one where another program has the wished one", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const taken = typeof address === "object" ? (address?.port ?? 0) : 0;
    try {
      expect(await freePort(taken)).toBeGreaterThan(taken);
      await expect(freePort(taken, { count: 1 })).rejects.toThrow(/are taken by other programs/);
    } finally {
      server.close();
    }
  });
});

describe("an image", () => {
  it("is built again when a file, its name, its permission or its version changes, and only then", async () => {
    await mkdir(join(folder, "files"));
    await program(join(folder, "files/boot"));
    const hashes = [await contextHash(folder), await contextHash(folder, "2")];
    expect(await contextHash(folder)).toBe(hashes[0]);
    await chmod(join(folder, "files/boot"), 0o644);
    hashes.push(await contextHash(folder));
    await writeFile(join(folder, "files/boot"), "changed");
    hashes.push(await contextHash(folder));
    await writeFile(join(folder, "files/more"), "");
    hashes.push(await contextHash(folder));
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe("what is asked of a lab", () => {
  it("needs the lab, a record that can be read, and a machine that is there", async () => {
    const places = labPlaces(folder);
    await expect(recordOf(places)).rejects.toThrow('there is no lab: "kuroko lab up" makes it');
    await writeFile(places.record, "{");
    await expect(recordOf(places)).rejects.toThrow(/lab\.json cannot be read; "kuroko lab down"/);
    const machine = { name: "web1" } as LabMachine;
    expect(() => machineNamed([machine], "wbe1")).toThrow('no machine "wbe1"; did you mean "web1"?');
    expect(() => machineNamed([], "web1")).toThrow("the lab has no machines");
  });
});
