import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

import { kit } from "#server/adapters/site/kit.ts";

import { renderIgnition, someSha256 } from "../support/digitalocean-folder.ts";
import { noTerraform } from "../support/digitalocean-provider.ts";

/** As much of Ignition's specification 3.3.0 as the module writes; a key that is not in it is refused, as by Ignition. */
const dataUrl = z.string().startsWith("data:;base64,");
const owner = z.strictObject({ name: z.literal("core") }).optional();
const file = z.strictObject({
  path: z.string().startsWith("/"),
  mode: z.int().min(0).max(0o7777),
  overwrite: z.literal(true),
  contents: z.strictObject({ source: dataUrl }),
  user: owner,
  group: owner,
});
const name = z.string().regex(/\.(service|socket)$/);
const dropin = z.strictObject({ name: z.string().endsWith(".conf"), contents: z.string() });
const unit = z.strictObject({
  name,
  enabled: z.boolean().optional(),
  contents: z.string().optional(),
  dropins: z.array(dropin).optional(),
});
const ignition = z.strictObject({
  ignition: z.strictObject({ version: z.literal("3.3.0") }),
  passwd: z.strictObject({
    users: z.array(z.strictObject({ name: z.literal("core"), sshAuthorizedKeys: z.array(z.string()) })),
  }),
  storage: z.strictObject({ files: z.array(file) }),
  systemd: z.strictObject({ units: z.array(unit) }),
});
type Ignition = z.infer<typeof ignition>;

const units = join(kit.root, "assets/demo/units");
const setting = {
  name: "web1",
  role: "web",
  authorized_key: "ssh-ed25519 AAAA core@lab",
  host_key: "-----BEGIN OPENSSH PRIVATE KEY-----\n",
  ssh_port: 22,
  registry: "registry.cluster:5000",
  plain_registry: true,
  serves_registry: false,
  fleet_sha256: someSha256,
  reboot_strategy: "off",
  home_files: [units],
};
const noAnalyze = spawnSync("systemd-analyze", ["--version"]).error
  ? "systemd-analyze is not installed"
  : null;

describe.skipIf(noTerraform !== null)(
  `what a droplet is told at its first boot${noTerraform === null ? "" : ` (skipped: ${noTerraform})`}`,
  () => {
    let web: Ignition;
    let lb: Ignition;
    beforeAll(async () => {
      web = ignition.parse(await renderIgnition(setting));
      const other = {
        name: "lb",
        role: "lb",
        serves_registry: true,
        ssh_port: 443,
        reboot_strategy: "etcd-lock",
      };
      lb = ignition.parse(await renderIgnition({ ...setting, ...other }));
    });

    it("has no path and no unit twice, and the demo's unit files in core's home", async () => {
      const paths = web.storage.files.map(({ path }) => path);
      expect(new Set(paths).size).toBe(paths.length);
      const names = web.systemd.units.map((one) => one.name);
      expect(new Set(names).size).toBe(names.length);
      for (const one of await readdir(units)) expect(paths).toContain(`/home/core/${one}`);
    });

    it("knows its name, role and registry, and shows the key that was made for it, which others cannot read", () => {
      expect(text(web, "/etc/hostname")).toBe("web1\n");
      expect(text(web, "/etc/kuroko/machine")).toBe(
        "KUROKO_MACHINE=web1\nKUROKO_ROLE=web\nKUROKO_REGISTRY=registry.cluster:5000\nETCDCTL_API=2\n",
      );
      expect(text(web, "/etc/ssh/ssh_host_ed25519_key")).toBe(setting.host_key);
      expect(web.storage.files.find(({ path }) => path === "/etc/ssh/ssh_host_ed25519_key")?.mode).toBe(
        0o600,
      );
      expect(text(web, "/etc/ssh/sshd_config.d/10-kuroko.conf")).toContain("PasswordAuthentication no");
      expect(web.passwd.users).toEqual([{ name: "core", sshAuthorizedKeys: [setting.authorized_key] }]);
    });

    it("reboots for updates as it is told, listens for SSH where it is told, and only one serves images", () => {
      expect(text(web, "/etc/flatcar/update.conf")).toBe("REBOOT_STRATEGY=off\n");
      expect(text(lb, "/etc/flatcar/update.conf")).toBe("REBOOT_STRATEGY=etcd-lock\n");
      expect(named(web, "sshd.socket")).toBeUndefined();
      expect(named(lb, "sshd.socket")?.dropins?.[0]?.contents).toContain("ListenStream=443");
      expect([named(web, "registry.service"), named(lb, "registry.service")?.enabled]).toEqual([
        undefined,
        true,
      ]);
      expect(JSON.parse(text(web, "/etc/docker/daemon.json"))).toEqual({
        "insecure-registries": ["registry.cluster:5000"],
      });
    });

    it("runs etcd with the v2 API, of a version that has it, and not before it is told of the others", () => {
      const { enabled, dropins, contents } = named(web, "etcd-member.service") ?? {};
      expect(enabled).toBe(true);
      expect(contents, "Flatcar's own unit stays").toBeUndefined();
      expect(dropins?.[0]?.contents).toMatch(/ETCD_IMAGE_TAG=v3\.[45]\..* ETCD_ENABLE_V2=true/);
      expect(dropins?.[0]?.contents).toContain("ConditionPathExists=/etc/kuroko/etcd.env");
    });

    it("runs only scripts that a POSIX shell can read", () => {
      for (const { path } of lb.storage.files.filter(({ mode }) => mode === 0o755)) {
        const { status, stderr } = spawnSync("sh", ["-n"], { input: text(lb, path), encoding: "utf8" });
        expect(stderr, path).toBe("");
        expect(status, path).toBe(0);
      }
    });

    it("unpacks nothing of fleet's release before its checksum is found right", async (context) => {
      const folder = await mkdtemp(join(tmpdir(), "kuroko-get-fleet-"));
      context.onTestFinished(() => rm(folder, { recursive: true, force: true }));
      const archive = await makeRelease(folder);
      const right = createHash("sha256")
        .update(await readFile(archive))
        .digest("hex");
      const get = async (sha256: string) => {
        await writeFile(join(folder, "sums"), `${sha256}  ${folder}/fleet.tar.gz\n`);
        const script = text(web, "/opt/kuroko/get-fleet")
          .replaceAll("https://github.com/coreos/fleet/releases/download/v1.0.0/", `file://${folder}/`)
          .replaceAll("/var/cache/", `${folder}/`)
          .replaceAll("/etc/kuroko/fleet.sha256", join(folder, "sums"))
          .replaceAll("/opt/bin", join(folder, "bin"));
        return spawnSync("sh", ["-s"], { input: script, encoding: "utf8" });
      };
      const wrong = await get(someSha256);
      expect(wrong.stderr).toContain("it was not unpacked");
      expect(wrong.status).toBe(1);
      expect(await readdir(folder)).not.toContain("bin");
      expect(await get(right)).toMatchObject({ status: 0, stderr: "" });
      expect((await readdir(join(folder, "bin"))).sort()).toEqual(["fleetctl", "fleetd"]);
    });

    it.skipIf(noAnalyze !== null)(
      `has units that systemd understands${noAnalyze === null ? "" : ` (skipped: ${noAnalyze})`}`,
      async (context) => {
        const root = await mkdtemp(join(tmpdir(), "kuroko-units-"));
        context.onTestFinished(() => rm(root, { recursive: true, force: true }));
        const folder = join(root, "etc/systemd/system");
        await mkdir(folder, { recursive: true });
        // What of Flatcar the units lean on.
        const flatcar = ["coreos-metadata.service", "docker.service", "etcd-member.service"];
        const stub = "[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=multi-user.target\n";
        for (const one of flatcar) await writeFile(join(folder, one), stub);
        const targets = [
          "sysinit",
          "basic",
          "shutdown",
          "sockets",
          "network-online",
          "network",
          "multi-user",
        ];
        for (const one of targets) await writeFile(join(folder, `${one}.target`), "[Unit]\n");
        for (const { name: one, contents, dropins } of lb.systemd.units) {
          if (contents !== undefined) await writeFile(join(folder, one), contents);
          for (const { name: dropinName, contents: words } of dropins ?? []) {
            await mkdir(join(folder, `${one}.d`), { recursive: true });
            await writeFile(join(folder, `${one}.d`, dropinName), words);
          }
        }
        for (const program of [
          "/opt/kuroko/environment",
          "/opt/kuroko/get-fleet",
          "/opt/bin/fleetd",
          "/usr/bin/docker",
        ]) {
          await mkdir(join(root, dirname(program)), { recursive: true });
          await writeFile(join(root, program), "#!/bin/sh\n", { mode: 0o755 });
        }
        const own = lb.systemd.units.filter(({ contents }) => contents !== undefined).map((one) => one.name);
        const { stdout, stderr } = spawnSync(
          "systemd-analyze",
          ["verify", `--root=${root}`, "--man=no", ...own, "etcd-member.service"],
          { encoding: "utf8" },
        );
        const said = `${stdout}${stderr}`
          .split("\n")
          .filter((line) => own.some((one) => line.includes(one)) || line.includes("10-kuroko.conf"));
        expect(said).toEqual([]);
      },
    );

    it("is refused by Terraform when it is more than DigitalOcean takes", async () => {
      const folder = await mkdtemp(join(tmpdir(), "kuroko-big-"));
      await writeFile(join(folder, "big"), "x".repeat(60_000));
      await expect(renderIgnition({ ...setting, home_files: [folder] })).rejects.toThrow(/64 KiB/);
      await rm(folder, { recursive: true });
    });
  },
);

function named({ systemd }: Ignition, wish: string): z.infer<typeof unit> | undefined {
  return systemd.units.find((one) => one.name === wish);
}

function text({ storage }: Ignition, path: string): string {
  const source = storage.files.find((one) => one.path === path)?.contents.source;
  if (source === undefined) throw new Error(`there is no file ${path}`);
  return Buffer.from(source.slice("data:;base64,".length), "base64").toString();
}

/** An archive laid out like fleet's, with other programs. */
async function makeRelease(folder: string): Promise<string> {
  const release = "fleet-v1.0.0-linux-amd64";
  await mkdir(join(folder, release));
  for (const program of ["fleetd", "fleetctl"])
    await writeFile(join(folder, release, program), "#!/bin/sh\n");
  const archive = join(folder, `${release}.tar.gz`);
  spawnSync("tar", ["-czf", archive, "-C", folder, release]);
  await rm(join(folder, release), { recursive: true });
  return archive;
}
