import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { parseUnit, valuesOf } from "../support/unit-file.ts";

const demo = join(import.meta.dirname, "../../assets/demo");
const textOf = (file: string): string => readFileSync(join(demo, "units", file), "utf8");
const unitOf = (file: string) => parseUnit(textOf(file));
const versionsOf = (image: string): string[] =>
  readFileSync(join(demo, "images", image, "versions"), "utf8")
    .split("\n")
    .filter(Boolean);

/** What fleet 1.0.0 knows in [X-Fleet] (its job/job.go); it refuses a unit with anything else. */
const fleetKnows = ["Conflicts", "Global", "MachineID", "MachineMetadata", "MachineOf", "Replaces"];
const sections = ["Unit", "Service", "X-Fleet"];

const units = readdirSync(join(demo, "units"));

describe("the units of the demo", () => {
  it("are the three that the talk shows", () => {
    expect(units.sort()).toEqual(["discovery@.service", "lb.service", "web@.service"]);
  });

  it.each(units)("%s says what fleet and systemd understand", (file) => {
    const unit = unitOf(file);
    expect([...unit.keys()]).toEqual(sections);
    expect(fleetKnows).toEqual(
      expect.arrayContaining((unit.get("X-Fleet") ?? []).map((option) => option.name)),
    );
  });

  it.each(units)("%s fits on a slide", (file) => {
    const lines = textOf(file).trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(20);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(82);
  });

  it("put the web servers on web machines, one on each", () => {
    expect(unitOf("web@.service").get("X-Fleet")).toEqual([
      { name: "MachineMetadata", value: "role=web" },
      { name: "Conflicts", value: "web@*.service" },
    ]);
  });

  it("put the load balancer on its machine", () => {
    expect(unitOf("lb.service").get("X-Fleet")).toEqual([{ name: "MachineMetadata", value: "role=lb" }]);
  });

  it("keep a sidekick on the machine of its web server, and let it live and die with it", () => {
    const sidekick = unitOf("discovery@.service");
    expect(sidekick.get("X-Fleet")).toEqual([{ name: "MachineOf", value: "web@%i.service" }]);
    expect(valuesOf(sidekick, "Unit", "BindsTo")).toEqual(["web@%i.service"]);
    expect(valuesOf(sidekick, "Unit", "After")).toEqual(["web@%i.service"]);
    // fleet takes a sidekick that systemd has stopped for running: only the web server can start it again.
    expect(valuesOf(unitOf("web@.service"), "Unit", "Wants")).toEqual(["discovery@%i.service"]);
  });

  it("register in etcd with a time to live that outlasts the pause, and take the key back", () => {
    const [run = ""] = valuesOf(unitOf("discovery@.service"), "Service", "ExecStart");
    const [stop = ""] = valuesOf(unitOf("discovery@.service"), "Service", "ExecStopPost");
    const pause = Number(/sleep (\d+)/.exec(run)?.[1]);
    expect(Number(/-d ttl=(\d+)/.exec(run)?.[1])).toBeGreaterThanOrEqual(3 * pause);
    expect(stop).toMatch(/-X DELETE \$\{KEY\}$/);
    // etcdctl speaks the v3 API by default, where these keys are not: it would fail without a word.
    expect(`${run}${stop}`).not.toContain("etcdctl");
  });

  it.each(["web@.service", "lb.service"])("%s pulls what it runs, however long that takes", (file) => {
    const unit = unitOf(file);
    const image = /\$\{KUROKO_REGISTRY\}\/\S+$/;
    const pulled = valuesOf(unit, "Service", "ExecStartPre").flatMap((line) => image.exec(line)?.[0] ?? []);
    expect(pulled).toHaveLength(1);
    expect(valuesOf(unit, "Service", "ExecStart")[0]).toMatch(image);
    expect(image.exec(valuesOf(unit, "Service", "ExecStart")[0] ?? "")?.[0]).toBe(pulled[0]);
    expect(valuesOf(unit, "Service", "TimeoutStartSec")).toEqual(["0"]);
    expect(valuesOf(unit, "Service", "EnvironmentFile")).toEqual(["/etc/environment"]);
  });

  it("run versions that the registry is given", () => {
    const [environment = ""] = valuesOf(unitOf("web@.service"), "Service", "Environment");
    const versions = environment.split(" ").map((setting) => setting.split("="));
    expect(versions).toEqual([
      ["VERSION_8888", "1"],
      ["VERSION_9999", "2"],
    ]);
    expect(versionsOf("web")).toEqual(["1", "2"]);
    expect(textOf("lb.service")).toContain(`/lb:${versionsOf("lb").join()}\n`);
  });
});
