import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { kit } from "#server/adapters/site/kit.ts";

import { someSha256 } from "../support/digitalocean-folder.ts";
import { noProvider, terraformEnvironment } from "../support/digitalocean-provider.ts";
import { startMachine, type FakeMachine } from "../support/digitalocean-ssh.ts";
import { startDigitalOcean, type FakeDigitalOcean } from "../support/digitalocean.ts";
import { eventually } from "../support/eventually.ts";

const up = [
  "lab",
  "up",
  "--on",
  "digitalocean",
  "--ssh-from",
  "203.0.113.7/32",
  "--fleet-sha256",
  someSha256,
];

describe("kuroko lab, for a cluster on DigitalOcean", () => {
  let api: FakeDigitalOcean;
  let base: string;
  let folder: string;
  let machine: FakeMachine | null = null;
  let env: Record<string, string>;

  beforeAll(async () => {
    api = await startDigitalOcean({ publicAddress: "127.0.0.1" });
    base = await mkdtemp(join(tmpdir(), "kuroko-cloud-lab-"));
    folder = join(base, "lab");
    env = {
      KUROKO_LAB_FOLDER: folder,
      DIGITALOCEAN_API_URL: api.url,
      DIGITALOCEAN_TOKEN: api.token,
      NO_COLOR: "1",
    };
  });
  afterAll(async () => {
    // A guard that is left ends when it finds no record.
    await rm(base, { recursive: true, force: true });
    await machine?.stop();
    await api.stop();
  });

  const kuroko = async (args: readonly string[], more: Record<string, string> = {}) => {
    const child = spawn(process.execPath, [join(kit.root, "scripts/kuroko.js"), ...args], {
      env: terraformEnvironment({ ...env, ...more }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const [status] = (await once(child, "close")) as [number | null];
    return { status, stdout, stderr };
  };

  it("asks for a token, and says where to get one and how to give it", async () => {
    const { status, stderr } = await kuroko(up, { DIGITALOCEAN_TOKEN: "" });
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /needs a token: make one .* https:\/\/cloud\.digitalocean\.com\/account\/api\/tokens/,
    );
    expect((await kuroko(up, { DIGITALOCEAN_TOKEN: "wrong" })).stderr).toContain("does not know this token");
  });

  it("says what it costs before anything is made, and makes nothing unless somebody agrees", async () => {
    const { status, stdout, stderr } = await kuroko(up);
    expect(stdout).toMatch(/3 droplets of s-1vcpu-1gb in sgp1: \$0\.027 an hour, \$0\.643 a day/);
    expect(stdout).toMatch(/They are destroyed at 20/);
    expect(stderr).toContain("say --yes");
    expect(status).toBe(1);
    expect(existsSync(folder)).toBe(false);
    expect(api.changes).toEqual([]);
  });

  it("knows its prices: a size or region that is not there is said with those that are", async () => {
    expect((await kuroko([...up, "--size", "huge"])).stderr).toContain('no size "huge"');
    expect((await kuroko([...up, "--region", "mars1"])).stderr).toContain("fra1, nyc3, sgp1");
    expect((await kuroko(["lab", "up", "--on", "moon"])).status).toBe(2);
    expect((await kuroko([...up, "--destroy-after", "soon"])).status).toBe(2);
  });

  it.skipIf(noProvider !== null)(
    `is prepared, made, reached, reminded of, and destroyed by its guard when its time is over${noProvider === null ? "" : ` (skipped: ${noProvider})`}`,
    { timeout: 300_000 },
    async () => {
      const prepared = await kuroko([...up, "--yes", "--empty"]);
      expect(prepared.stderr).toMatch(
        /A cluster is on DigitalOcean: 3 droplets, 0 min old, .* It is destroyed at/,
      );
      expect(prepared.status).toBe(0);
      expect(api.changes, "what takes long is there before the talk").toEqual(["POST /v2/images"]);

      await writeFile(join(base, "sudo"), "#!/bin/sh\n", { mode: 0o755 });
      const keys = join(folder, "keys");
      machine = await startMachine({
        hostKey: join(keys, "host"),
        authorizedKey: join(keys, "core.pub"),
        programs: base,
      });
      env.TF_VAR_ssh_port = String(machine.port);
      const made = await kuroko([...up, "--yes"]);
      expect(made.stderr).not.toContain("failed");
      expect(made.stdout).toMatch(/web2 +web +127\.0\.0\.1:\d+ +10\.77\.0\.\d+/);
      expect(api.account.all("droplets")).toHaveLength(3);

      const json = JSON.parse((await kuroko(["lab", "status", "--json"])).stdout) as Record<string, unknown>;
      expect(json).toMatchObject({ on: "digitalocean", droplets: 3, load_balancer: "http://127.0.0.1" });
      const there = await kuroko(["lab", "ssh", "web1", "echo", "there"]);
      expect(there).toMatchObject({ status: 0, stdout: "there\n" });
      expect(there.stderr).toContain("A cluster is on DigitalOcean");
      expect((await kuroko(["lab", "off", "web1"])).stdout).toBe("web1 is off.\n");
      expect((await kuroko(["lab", "off", "web1"])).stdout).toBe("web1 is off already.\n");
      expect(api.account.all("droplets").filter(({ status }) => status === "off")).toMatchObject([
        { name: "kuroko-web1" },
      ]);
      expect((await kuroko(["lab", "on", "web1"])).status).toBe(0);
      expect((await kuroko(["lab", "reset"])).stderr).toContain("the lab on this computer only");
      expect((await kuroko(["lab", "up"])).stderr).toContain("--on digitalocean");

      const kept = await Promise.all(
        ["digitalocean.json", "terraform/terraform.tfvars.json", "terraform/terraform.tfstate"].map((file) =>
          readFile(join(folder, file), "utf8"),
        ),
      );
      expect(kept.join()).not.toContain(api.token);

      await kuroko([...up, "--yes", "--destroy-after", "1s"]);
      await eventually(() => !existsSync(folder), 150_000);
      expect(api.account.all("droplets")).toEqual([]);
      for (const [kind, things] of api.account.things) expect([...things.keys()], kind).toEqual([]);
      expect(await readFile(`${folder}-guard.log`, "utf8")).toContain("the cluster is destroyed");
      expect((await kuroko(["lab", "status"])).stderr).toBe("");
    },
  );
});
