import { expect, it } from "vitest";
import type { FleetState, FleetUnit } from "#server/adapters/clusters/fleet/api.ts";
import { imageIn } from "#server/adapters/clusters/fleet/image.ts";
import { fleetReading } from "#server/adapters/clusters/fleet/reading.ts";

const machines = [{ id: "abc", primaryIP: "10.0.0.1", metadata: { name: "web1" } }];
const service = (...lines: readonly (readonly [name: string, value: string])[]) =>
  lines.map(([name, value]) => ({ section: "Service", name, value }));

function activeOf(unit: Partial<FleetUnit>, state: Partial<FleetState>): string | undefined {
  const name = "job.service";
  return fleetReading({
    machines,
    units: [{ name, desiredState: "launched", currentState: "launched", machineID: "abc", ...unit }],
    states: [{ name, machineID: "abc", systemdActiveState: "inactive", systemdSubState: "dead", ...state }],
  }).units[0]?.active;
}

const oneshot = service(["Type", "oneshot"]);
it.each<[string, Partial<FleetUnit>, Partial<FleetState>, string]>([
  ["has run once and is over", { options: oneshot }, {}, "stopped"],
  ["runs once and is running", { options: oneshot }, { systemdActiveState: "activating" }, "starting"],
  ["runs once and was not begun", { options: oneshot, currentState: "inactive" }, {}, "waiting"],
  ["is to run and was not begun", { options: service(["Type", "simple"]) }, {}, "waiting"],
  ["is only loaded", { desiredState: "loaded", currentState: "loaded" }, {}, "stopped"],
  ["failed", {}, { systemdActiveState: "failed" }, "failed"],
])("a unit that %s", (_what, unit, state, active) => {
  expect(activeOf(unit, state)).toBe(active);
});

it.each<[string | null, string, readonly (readonly [string, string])[]]>([
  ["web:2", "is pulled", [["ExecStartPre", "/usr/bin/docker pull registry.lab:5000/web:2"]]],
  [
    "web:1",
    "is run",
    [["ExecStart", "/usr/bin/docker run --rm -p 80:80 --name web --env=A=b web:1 serve -x"]],
  ],
  [
    "a/web:1",
    "is pulled with flags, whatever is run",
    [
      ["ExecStart", "docker run other:1"],
      ["ExecStartPre", "-/usr/bin/docker pull --quiet quay.io/a/web:1@sha256:00"],
    ],
  ],
  ["web:8888", "has the instance in it", [["ExecStart", "/usr/bin/docker run web:%i"]]],
  [
    "web:3",
    "is in the unit's environment",
    [
      ["Environment", '"IMAGE=localhost:5000/web:3" B=c'],
      ["ExecStart", "/usr/bin/docker run ${IMAGE}"],
    ],
  ],
  [
    null,
    "is in an environment file",
    [
      ["EnvironmentFile", "/etc/environment"],
      ["ExecStart", "/usr/bin/docker run $IMAGE"],
    ],
  ],
  [null, "is not there", [["ExecStart", "/bin/sleep 1"]]],
  [null, "is only spoken of", [["ExecStop", "/usr/bin/docker stop web:1"]]],
])("the image %s of a unit: it %s", (image, _how, lines) => {
  expect(imageIn({ name: "web@8888.service", options: service(...lines) })).toBe(image);
});
