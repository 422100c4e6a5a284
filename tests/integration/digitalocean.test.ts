import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { kit } from "#server/adapters/site/kit.ts";

import { makeClusterFolder, runTerraform, type ClusterFolder } from "../support/digitalocean-folder.ts";
import {
  initArguments,
  noProvider,
  noTerraform,
  terraformEnvironment,
} from "../support/digitalocean-provider.ts";
import { startMachine, type FakeMachine } from "../support/digitalocean-ssh.ts";
import { startDigitalOcean, type FakeDigitalOcean } from "../support/digitalocean.ts";

const because = (missing: string | null): string => (missing === null ? "" : ` (skipped: ${missing})`);

describe("Terraform's files", () => {
  it.skipIf(noTerraform !== null)(`are formatted as terraform fmt does${because(noTerraform)}`, async () => {
    const { status, said } = await runTerraform(join(kit.root, "assets/terraform"), [
      "fmt",
      "-check",
      "-diff",
      "-recursive",
    ]);
    expect(said).toBe("");
    expect(status).toBe(0);
  });

  it("keep no token: it comes from the environment", () => {
    const grep = ["grep", "-nE", "dop_v1|token *=", "--", "assets/terraform/digitalocean"];
    expect(() => execFileSync("git", grep, { cwd: kit.root, stdio: "ignore" })).toThrow();
  });
});

describe.skipIf(noProvider !== null)(
  `the cluster on DigitalOcean, by Terraform and its provider, before a fake API${because(noProvider)}`,
  { timeout: 240_000 },
  () => {
    let api: FakeDigitalOcean;
    let cluster: ClusterFolder;
    let machine: FakeMachine;
    let env: Record<string, string>;

    beforeAll(async () => {
      api = await startDigitalOcean({ publicAddress: "127.0.0.1" });
      cluster = await makeClusterFolder({ images: join(kit.root, "assets/demo/images") });
      const programs = join(cluster.terraform, "../programs");
      execFileSync("mkdir", ["-p", programs]);
      await writeFile(join(programs, "sudo"), `#!/bin/sh\nprintf '%s\\n' "$*" >>${programs}/sudo.log\n`);
      await chmod(join(programs, "sudo"), 0o755);
      machine = await startMachine({
        hostKey: join(cluster.keys, "host"),
        authorizedKey: join(cluster.keys, "core"),
        programs,
      });
      env = {
        DIGITALOCEAN_API_URL: api.url,
        DIGITALOCEAN_TOKEN: api.token,
        TF_VAR_ssh_port: String(machine.port),
      };
      execFileSync("terraform", initArguments(), {
        cwd: cluster.terraform,
        env: terraformEnvironment(),
        stdio: "ignore",
      });
    }, 120_000);
    afterAll(async () => {
      await machine.stop();
      await api.stop();
      await cluster.remove();
    });

    /** The arguments of each call of a machine's join, sorted. */
    const joins = async (): Promise<string[]> => {
      const log = await readFile(join(cluster.terraform, "../programs/sudo.log"), "utf8");
      return [...new Set(log.trim().split("\n"))];
    };

    it("is valid", async () => {
      expect(await cluster.run(["validate", "-no-color"])).toMatchObject({ status: 0 });
    });

    it("is planned without a change to the account, and nothing secret is shown", async () => {
      const { status, said } = await cluster.run(["plan", "-no-color", "-input=false"], env);
      expect(said).toContain("to add, 0 to change, 0 to destroy");
      expect(status).toBe(0);
      const [, secret = ""] = (await readFile(join(cluster.keys, "host"), "utf8")).split("\n");
      expect(said).not.toContain(secret);
      expect(api.changes).toEqual([]);
    });

    it("is not made with a wrong token", async () => {
      const wrong = { ...env, DIGITALOCEAN_TOKEN: "dop_v1_wrong" };
      const { status, said } = await cluster.run(["apply", "-auto-approve", "-no-color"], wrong);
      expect(status).toBe(1);
      expect(said).toContain("Unable to authenticate you");
      expect(api.changes).toEqual([]);
    });

    it("comes up: three machines with firewalls that were there first, told of each other over pinned SSH", async () => {
      const { status, said } = await cluster.run(["apply", "-auto-approve", "-no-color"], env);
      expect(said).toContain("Apply complete!");
      expect(status).toBe(0);

      const droplets = api.account.all("droplets");
      expect(droplets.map(({ name }) => name).sort()).toEqual(["kuroko-lb", "kuroko-web1", "kuroko-web2"]);
      const order = api.changes.map((change) => change.replace(/^POST \/v2\//, ""));
      expect(order.lastIndexOf("firewalls")).toBeLessThan(order.indexOf("droplets"));

      const addressOf = new Map(
        droplets.map(({ name, networks }) => [
          String(name).slice("kuroko-".length),
          (networks as { v4: { ip_address: string }[] }).v4[0]?.ip_address,
        ]),
      );
      const all = ["lb", "web1", "web2"].map((name) => `${name}=${addressOf.get(name) ?? ""}`).join(" ");
      expect(await joins()).toEqual([
        `/opt/kuroko/join ${all} lb web1 web2 lb`,
        "/opt/kuroko/build-images images registry.cluster:5000",
      ]);
      expect(existsSync(join(cluster.terraform, "../programs/images/web/Dockerfile"))).toBe(true);
    });

    it("is closed but for SSH from the presenter, and port 80 of the load balancer", () => {
      const inbound = api.account.all("firewalls").flatMap(({ tags, inbound_rules: rules }) =>
        (rules as { ports: string; sources: { addresses?: string[]; tags?: string[] } }[]).map(
          ({ ports, sources }) => ({
            tags,
            ports,
            from: [...(sources.addresses ?? []), ...(sources.tags ?? [])],
          }),
        ),
      );
      expect(inbound.filter(({ from }) => from.includes("0.0.0.0/0"))).toEqual([
        { tags: ["kuroko-lb"], ports: "80", from: ["0.0.0.0/0", "::/0"] },
      ]);
      const rest = inbound.filter(({ ports }) => ports !== "80");
      expect(rest).toContainEqual({
        tags: ["kuroko"],
        ports: String(machine.port),
        from: ["203.0.113.7/32"],
      });
      for (const rule of rest.filter(({ ports }) => ports !== String(machine.port)))
        expect(rule.from).toEqual(["kuroko"]);
    });

    it("has the outputs of the lab, and its price", async () => {
      const { said } = await cluster.run(["output", "-json"]);
      const outputs = JSON.parse(said) as Record<string, { value: unknown }>;
      expect(outputs.machines?.value).toMatchObject({
        web1: {
          host: "127.0.0.1",
          port: machine.port,
          user: "core",
          key: join(cluster.terraform, "../keys/core"),
          known_hosts: join(cluster.terraform, "../keys/known_hosts"),
          address: expect.stringMatching(/^10\.77\.0\.\d+$/) as string,
          role: "web",
        },
      });
      expect(outputs.load_balancer?.value).toBe("http://127.0.0.1");
      expect(outputs.registry?.value).toBe("registry.cluster:5000");
      expect(outputs.price_per_hour?.value).toBeCloseTo(3 * 0.00893, 5);
    });

    it("keeps neither the token nor a private key in its state", async () => {
      const state = await readFile(join(cluster.terraform, "terraform.tfstate"), "utf8");
      expect(state).not.toContain(api.token);
      for (const key of ["host", "core"]) {
        const lines = (await readFile(join(cluster.keys, key), "utf8")).split("\n");
        expect(state).not.toContain(lines[1]);
      }
    });

    it("changes nothing when it is applied again, and tells all machines of one more", async () => {
      expect((await cluster.run(["plan", "-no-color", "-detailed-exitcode"], env)).status).toBe(0);
      const { status } = await cluster.run(["apply", "-auto-approve", "-no-color", "-var=web=3"], env);
      expect(status).toBe(0);
      expect((await joins()).at(-1)).toMatch(/web3=10\.77\.0\.\d+ lb web1 web2 lb$/);
    });

    it("leaves nothing of it in the account", async () => {
      const { status, said } = await cluster.run(["destroy", "-auto-approve", "-no-color"], env);
      expect(said).toContain("Destroy complete!");
      expect(status).toBe(0);
      for (const [kind, things] of api.account.things) expect([...things.keys()], kind).toEqual([]);
    });

    afterEach(({ task }) => {
      if (task.result?.state === "fail") console.error(api.changes.slice(-20).join("\n"));
    });
  },
);
