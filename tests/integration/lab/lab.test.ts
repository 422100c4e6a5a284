import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { docker, dockerLines, tryDocker } from "../../../scripts/lab/docker.ts";
import { listMachines, machineNamed } from "../../../scripts/lab/machines.ts";
import { switchOff } from "../../../scripts/lab/power.ts";
import { runProgram } from "../../../scripts/lab/program.ts";
import { labReset } from "../../../scripts/lab/reset.ts";
import { labStatus } from "../../../scripts/lab/status.ts";
import { labUp } from "../../../scripts/lab/up.ts";
import { fleetFolder, labForTests, labTimeoutMs, whyNoLab, type TestLab } from "../../support/lab.ts";

const missing = await whyNoLab();
const because = missing === null ? "" : ` (skipped: ${missing})`;
const noFleet = fleetFolder === null ? " (skipped: KUROKO_FLEET_DIR is not set)" : "";

describe.skipIf(missing !== null)(`the lab${because}`, { timeout: 240_000 }, () => {
  let lab: TestLab;
  const said: string[] = [];
  const say = (line: string) => void said.push(line);

  beforeAll(async () => (lab = await labForTests()), labTimeoutMs);
  // The last test takes it down; this is for when it did not come so far.
  afterAll(() => lab.down(), labTimeoutMs);

  /** Names of the members that etcd finds healthy, by asking the machine. */
  const healthyMembers = async (machine: string) => {
    const health = await lab.ask(machine, "etcdctl cluster-health");
    expect(health).toContain("cluster is healthy");
    return health.match(/ is healthy: /g)?.length;
  };
  const swarmNodes = async () =>
    (await lab.ask("lb", "docker node ls --format '{{.Hostname}} {{.Status}}'")).split("\n").sort();

  it("gives machines that are reached by the key and the host key of Terraform's outputs", async () => {
    const outputs = await lab.outputs();
    expect(Object.keys(outputs.machines)).toEqual(["lb", "web1", "web2"]);
    for (const [name, { role, address, host }] of Object.entries(outputs.machines)) {
      expect(host).toBe("127.0.0.1");
      expect(await lab.ask(name, "hostname; id -un; sudo id -un; hostname -i")).toBe(
        `${name}\ncore\nroot\n${address}`,
      );
      expect(await lab.ask(name, "cat /etc/environment")).toContain(`COREOS_PRIVATE_IPV4=${address}`);
      expect(role).toBe(name === "lb" ? "lb" : "web");
    }
    const ids = await Promise.all(["lb", "web1", "web2"].map((name) => lab.ask(name, "cat /etc/machine-id")));
    expect(new Set(ids).size).toBe(3);
  });

  it("shows the host key that is pinned, and no other lab's", async () => {
    const { host, port } = (await lab.outputs()).machines.web1 ?? { host: "", port: 0 };
    const strict = [
      "-o",
      "StrictHostKeyChecking=yes",
      "-o",
      "UserKnownHostsFile=/dev/null",
      "-o",
      "BatchMode=yes",
    ];
    const { status, stderr } = await runProgram("ssh", [
      "-F",
      "none",
      ...strict,
      "-p",
      String(port),
      `core@${host}`,
    ]);
    expect(status).toBe(255);
    expect(stderr).toContain("Host key verification failed");
  });

  it("has an etcd of three members with the v2 API, and a Swarm whose nodes bear their roles", async () => {
    expect(await healthyMembers("web2")).toBe(3);
    await lab.ask("web1", "etcdctl set /greeting hello");
    expect(await lab.ask("lb", "curl -s http://$COREOS_PRIVATE_IPV4:2379/v2/keys/greeting")).toContain(
      '"hello"',
    );
    expect(await swarmNodes()).toEqual(["lb Ready", "web1 Ready", "web2 Ready"]);
    const roles =
      "docker node ls -q | xargs docker node inspect -f '{{.Description.Hostname}} {{.Spec.Labels.role}}'";
    expect((await lab.ask("lb", roles)).split("\n").sort()).toEqual(["lb lb", "web1 web", "web2 web"]);
  });

  it("serves the demo's images to the machines, which know each other by name", async () => {
    await lab.ask(
      "web1",
      "docker pull -q $KUROKO_REGISTRY/web:2 && docker run -d -p 8080:80 $KUROKO_REGISTRY/web:2",
    );
    await expect
      .poll(() => lab.run("lb", "curl -s http://web1:8080/"), { timeout: 20_000 })
      .toMatchObject({
        stdout: expect.stringContaining("DEMO container 2") as string,
      });
    expect(await lab.ask("lb", "ls")).toMatch(/lb\.service[\s\S]*stack\.yml[\s\S]*web@\.service/);
  });

  it("is left as it is when it is up already", async () => {
    const containers = () =>
      dockerLines(["ps", "-aq", "--no-trunc", "--filter", `label=kuroko.lab=${lab.id}`]);
    const before = await containers();
    const again = await labUp(lab.places, { empty: false, fleet: lab.hasFleet }, say);
    expect({ changed: again.changed, said }).toEqual({ changed: false, said: [] });
    expect(await containers()).toEqual(before);
  });

  it("grows and shrinks by plain terraform apply, and etcd stays healthy", async () => {
    const apply = (...more: string[]) =>
      runProgram("terraform", ["apply", "-auto-approve", "-no-color", ...more], { cwd: lab.folder });
    const grown = await apply("-var", "web=3");
    expect(grown.stdout).toContain("Resources: 1 added, 0 changed, 0 destroyed");
    expect(grown.stdout).toContain('terraform_data.machine["web3"]');
    expect(await healthyMembers("web3")).toBe(4);
    expect(await swarmNodes()).toHaveLength(4);

    const shrunk = await apply();
    expect(shrunk.stdout).toContain("Resources: 0 added, 0 changed, 1 destroyed");
    expect(await healthyMembers("lb")).toBe(3);
    expect(await swarmNodes()).toEqual(["lb Ready", "web1 Ready", "web2 Ready"]);
    expect(Object.keys((await lab.outputs()).machines)).toEqual(["lb", "web1", "web2"]);
  });

  it("is reset to where the demo begins: machines on, and nothing left of what was run", async () => {
    await lab.ask("lb", "docker service create --name left --detach --quiet registry.lab:5000/web:1");
    await lab.ask(
      "lb",
      "etcdctl set /services/web/left 1; touch left; docker node update --availability drain web1",
    );
    const off = machineNamed(await listMachines(lab.id, lab.places), "web2");
    expect(await switchOff(off)).toBe(true);
    expect((await labStatus(lab.places))?.machines.find(({ name }) => name === "web2")?.on).toBe(false);

    await labReset(lab.places, false, say);
    expect(said.join("\n")).toMatch(/web2 is off[\s\S]*service left[\s\S]*key \/services/);
    expect(await healthyMembers("web2")).toBe(3);
    expect(
      await lab.ask("lb", "etcdctl ls /; docker service ls -q; docker ps -aq; ls left 2>&1 || true"),
    ).toBe("ls: cannot access 'left': No such file or directory");
    expect(await lab.ask("lb", "docker node inspect -f {{.Spec.Availability}} web1")).toBe("active");
    // A task that was just being killed may show up once more.
    await expect.poll(() => labReset(lab.places, false, say), { timeout: 20_000 }).toBe(0);
  });

  it("makes a machine again that somebody has removed", async () => {
    await docker(["rm", "--force", "--volumes", `${lab.id}-web1`]);
    const again = await labUp(lab.places, { empty: false, fleet: lab.hasFleet }, say);
    expect(again.changed).toBe(true);
    expect(await healthyMembers("web1")).toBe(3);
    expect(await swarmNodes()).toEqual(["lb Ready", "web1 Ready", "web2 Ready"]);
  });

  it.skipIf(fleetFolder === null)(`has all machines in fleet, with their roles${noFleet}`, async () => {
    const machines = await lab.ask("lb", "fleetctl list-machines --no-legend --fields=metadata");
    expect(machines.split("\n").sort()).toEqual([
      "name=lb,role=lb",
      "name=web1,role=web",
      "name=web2,role=web",
    ]);
    expect(await lab.ask("web1", "stat -c '%U %a' /var/run/fleet.sock")).toBe("core 660");
  });

  it.skipIf(fleetFolder === null)(`runs the demo's units, and a reset destroys them${noFleet}`, async () => {
    await lab.ask("lb", "fleetctl start --no-block web@8888.service discovery@8888.service lb.service");
    const url = (await lab.outputs()).load_balancer;
    const page = () =>
      fetch(url, { signal: AbortSignal.timeout(2000) })
        .then((reply) => reply.text())
        .catch(String);
    await expect.poll(page, { timeout: 120_000 }).toContain("DEMO container 1");
    await labReset(lab.places, false, say);
    expect(await lab.ask("lb", "fleetctl list-unit-files --no-legend; etcdctl ls /")).toBe("");
  });

  it("can be emptied for a talk that makes the machines on stage", async () => {
    await labReset(lab.places, true, say);
    expect(await listMachines(lab.id, lab.places)).toEqual([]);
    expect(await labReset(lab.places, true, say)).toBe(0);
    const { machines } = await labUp(lab.places, { empty: true, fleet: lab.hasFleet }, say);
    expect(machines).toEqual([]);
    const plan = await runProgram("terraform", ["plan", "-no-color"], { cwd: lab.folder });
    expect(plan.stdout).toContain("Plan: 3 to add");
  });

  it("leaves nothing behind when it is taken down", async () => {
    await labUp(lab.places, { empty: false, fleet: false, web: 0 }, say);
    const own = ["--filter", `label=kuroko.lab=${lab.id}`];
    const mounts = "{{range .Mounts}}{{.Name}}\n{{end}}";
    const volumes = await dockerLines(["inspect", "--format", mounts, `${lab.id}-lb`]);
    expect(volumes).toHaveLength(1);
    await lab.down();
    expect(await dockerLines(["ps", "--all", "--quiet", ...own])).toEqual([]);
    expect(await dockerLines(["network", "ls", "--quiet", ...own])).toEqual([]);
    expect((await tryDocker(["volume", "inspect", ...volumes])).status).not.toBe(0);
    expect(existsSync(lab.places.folder)).toBe(false);
  });
});
