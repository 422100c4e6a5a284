import { describe, expect, it } from "vitest";
import { demo, cluster, machine, unit } from "../../../e2e/map/made-cluster.ts";
import { applyChanges } from "../../../../demo-server/core/cluster/apply.ts";
import type { ClusterChange } from "../../../../demo-server/core/cluster/model.ts";
import { englishMap, japaneseMap } from "../../../../slides/ui/map-strings.ts";
import { originOf } from "../../../../slides/map/journeys.ts";
import { namesOf } from "../../../../slides/map/names.ts";
import { answererOf, gateOf } from "../../../../slides/map/requests.ts";
import { sceneOf } from "../../../../slides/map/scene.ts";
import { newsOf, summaryOf } from "../../../../slides/map/spoken.ts";

const old = unit("web@9999.service", "web2", "running", "web:2");
const moved = unit("web@9999.service", "web1", "starting", "web:2");
const after = (...changes: ClusterChange[]) => applyChanges(demo, changes);
const arrives: ClusterChange = { to: "unit", unit: moved };

describe("a unit that appears", () => {
  it("comes from where it is no longer", () => {
    expect(originOf(moved, demo, after({ to: "unitGone", id: old.id }, arrives), [])).toBe(old.id);
  });

  it("comes from a machine that is lost, though it is still listed there", () => {
    const now = after({ to: "machine", machine: machine("web2", "lost") }, arrives);
    expect(originOf(moved, demo, now, [])).toBe(old.id);
  });

  it("comes from where it left a moment ago", () => {
    const before = after({ to: "unitGone", id: old.id });
    expect(originOf(moved, before, applyChanges(before, [arrives]), [old])).toBe(old.id);
  });

  it("comes from the waiting area", () => {
    const waiting = unit("web.3", null, "waiting");
    const before = after({ to: "unit", unit: waiting });
    const placed = unit("web.3", "web1", "starting");
    const now = applyChanges(before, [
      { to: "unitGone", id: waiting.id },
      { to: "unit", unit: placed },
    ]);
    expect(originOf(placed, before, now, [])).toBe(waiting.id);
  });

  it("begins here while its namesake runs on: a unit may run on all machines", () => {
    expect(originOf(moved, demo, after(arrives), [])).toBeNull();
  });
});

describe("a request", () => {
  it("finds who answered, with the unit's name as it is or without its ending", () => {
    for (const name of ["web@9999.service", "web@9999"]) {
      expect(answererOf({ to: "request", machine: "web2", unit: name }, demo)).toBe(old.id);
    }
    expect(answererOf({ to: "request", machine: "web2", unit: "nobody" }, demo)).toBeNull();
  });

  it("comes from the load balancer, else from its machine, else from outside", () => {
    expect(gateOf(sceneOf(demo))).toEqual({ unit: "lb.service lb" });
    expect(gateOf(sceneOf(cluster([machine("lb"), machine("web1")])))).toEqual({ machine: "lb" });
    expect(gateOf(sceneOf(cluster([machine("web1")])))).toBeNull();
  });
});

describe("names on a tile", () => {
  it("are the image without registry and digest, and the unit without its ending", () => {
    const long = unit("web@8888.service", "web1", "running", "registry:5000/demo/web:2@sha256:0123");
    expect(namesOf(long)).toEqual({ main: "web:2", version: "2", name: "web@8888" });
    expect(namesOf(unit("discovery@8888.service", "web1"))).toEqual({
      main: "discovery",
      version: "",
      name: "discovery@8888",
    });
    expect(namesOf(unit("lb.service", "lb", "running", "lb:1")).name).toBe("");
  });
});

describe("the map in words", () => {
  it("lists machines and units with what is not as it should be", () => {
    const lost = after({ to: "machine", machine: machine("web2", "lost") });
    expect(summaryOf(sceneOf(lost), englishMap)).toBe(
      "3 machines, 5 units. lb: lb:1 running. web1: web@8888 (web:1) running, discovery@8888 running. " +
        "web2 (lost): web@9999 (web:2) running, discovery@9999 running",
    );
    expect(summaryOf(sceneOf(lost), japaneseMap)).toContain("web2 (応答なし)");
  });

  it("counts where there are too many to listen to", () => {
    const many = cluster(
      Array.from({ length: 20 }, (_, index) => machine(`web${index}`)),
      [old, moved],
    );
    expect(summaryOf(sceneOf(many), englishMap)).toBe("20 machines, 2 units, running 1, starting 1");
  });

  it("tells of machines that are lost and units that run or fail, and of nothing else", () => {
    const now = after(
      { to: "machine", machine: machine("web2", "lost") },
      { to: "unit", unit: { ...old, active: "failed" } },
      arrives,
    );
    expect(newsOf(demo, now, englishMap)).toEqual(["web2: lost", "web@9999 (web:2): failed"]);
  });
});
