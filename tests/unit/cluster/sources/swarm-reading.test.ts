import { expect, it } from "vitest";
import type { SwarmAnswers, SwarmTask } from "#server/adapters/clusters/swarm/api.ts";
import { swarmReading } from "#server/adapters/clusters/swarm/reading.ts";
import { summary } from "../../../support/heard-cluster.ts";

const nodes: SwarmAnswers["nodes"] = ["lb", "web1"].map((name) => ({
  ID: `id-of-${name}`,
  Spec: { Labels: {}, Role: "worker", Availability: "active" },
  Description: { Hostname: name },
  Status: { State: "ready", Addr: "10.0.0.1" },
}));
const services = ["web", "probe"].map((name) => ({ ID: name, Spec: { Name: name } }));
const task = (
  ServiceID: string,
  at: string,
  Slot: number | null,
  more: Partial<SwarmTask> = {},
): SwarmTask => ({
  ID: `${ServiceID}-${at}`,
  CreatedAt: at,
  ServiceID,
  Slot,
  NodeID: "id-of-web1",
  DesiredState: "running",
  Status: { State: "running" },
  Spec: { ContainerSpec: { Image: "web:1" } },
  ...more,
});
const units = (...tasks: SwarmTask[]): string[] =>
  summary(swarmReading({ nodes, services, tasks })).filter((line) => line.includes("/"));

it("names a task of a global service by its machine, and a slot by its number", () => {
  expect(
    units(task("probe", "1", null), task("probe", "1", null, { NodeID: "id-of-lb" }), task("web", "1", 2)),
  ).toEqual([
    "lb: probe.lb running/running running web:1",
    "web1: probe.web1 running/running running web:1",
    "web1: web.2 running/running running web:1",
  ]);
});

it("shows the task that shall run before the one it replaces, whichever was listed last", () => {
  const old = task("probe", "1", null, { DesiredState: "shutdown" });
  const fresh = task("probe", "2", null, { Status: { State: "preparing" } });
  expect(units(fresh, old)).toEqual(["web1: probe.web1 running/starting preparing web:1"]);
  expect(units(old)).toEqual(["web1: probe.web1 stopped/stopping running web:1"]);
});

it("leaves out history, and tasks of services that are no more", () => {
  const over = task("web", "1", 1, { DesiredState: "shutdown", Status: { State: "failed" } });
  expect(units(over, task("gone", "1", 1))).toEqual([]);
});
