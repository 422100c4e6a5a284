import { describe, expect, it } from "vitest";
import type { ClusterReading } from "#core/cluster/model.ts";
import type { Progress } from "#core/cluster/terraform-progress.ts";
import { nextWatch, removedForMs, unwatched, type WatchEvent, type WatchState } from "#core/cluster/watch.ts";
import { machine, unit } from "./made-cluster.ts";

/** The state after these events. */
function after(...events: WatchEvent[]): WatchState {
  return events.reduce((state, event) => nextWatch(state, event)[0], unwatched);
}
const read = (at: number, ...machines: string[]): WatchEvent => ({
  type: "read",
  at,
  reading: { machines: machines.map((name) => machine(name)), units: [] } satisfies ClusterReading,
});
const terraform = (at: number, name: string, now: Progress["now"]): WatchEvent => ({
  type: "terraform",
  at,
  progress: { machine: name, now },
});
const stateOf = (state: WatchState, name: string): string | undefined =>
  state.cluster.machines[name as never]?.state;

describe("a machine that Terraform makes", () => {
  it("is being made, then starts, then is there", () => {
    const creating = after(read(0), terraform(1, "web1", "creating"));
    expect(creating.cluster.machines).toEqual({
      web1: { id: "web1", name: "web1", address: "", labels: {}, state: "creating", since: 1 },
    });
    const made = nextWatch(creating, terraform(9, "web1", "made"))[0];
    expect(stateOf(made, "web1")).toBe("starting");
    expect(stateOf(nextWatch(made, read(10))[0], "web1")).toBe("starting");
    const up = nextWatch(made, read(11, "web1"))[0];
    expect(up.cluster.machines).toMatchObject({ web1: { state: "up", address: "10.0.0.4", since: 11 } });
    expect(nextWatch(up, terraform(12, "web1", "made"))[1]).toEqual([]);
  });

  it("is not there when that fails", () => {
    expect(after(terraform(1, "web1", "creating"), terraform(2, "web1", "failed")).cluster.machines).toEqual(
      {},
    );
  });

  it("comes back by it where it was lost", () => {
    const lost = after(read(0, "web1"), read(1));
    expect(stateOf(lost, "web1")).toBe("lost");
    expect(stateOf(nextWatch(lost, terraform(2, "web1", "creating"))[0], "web1")).toBe("creating");
  });
});

describe("a machine that Terraform removes", () => {
  const removing = after(read(0, "lb", "web1"), terraform(1, "web1", "removing"));

  it("is leaving, whether or not the scheduler still lists it", () => {
    expect(stateOf(removing, "web1")).toBe("leaving");
    expect(stateOf(nextWatch(removing, read(2, "lb", "web1"))[0], "web1")).toBe("leaving");
    expect(stateOf(nextWatch(removing, read(2, "lb"))[0], "web1")).toBe("leaving");
  });

  it("is gone with its units, and does not come back while the scheduler has not noticed", () => {
    const reading: ClusterReading = { machines: [machine("web1")], units: [unit("a", "web1")] };
    const listed: WatchEvent = { type: "read", at: 5, reading };
    const gone = after(listed, terraform(6, "web1", "gone"));
    expect(gone.cluster).toMatchObject({ machines: {}, units: {} });
    const later = nextWatch(gone, { ...listed, at: 6 + removedForMs - 1 });
    expect(later[1]).toEqual([]);
    // Listed for longer than a scheduler takes to notice: it is another one of that name.
    expect(stateOf(nextWatch(gone, { ...listed, at: 6 + removedForMs })[0], "web1")).toBe("up");
  });

  it("is there at once where it is made anew after the scheduler had noticed", () => {
    const gone = after(
      read(0, "web1"),
      terraform(1, "web1", "gone"),
      read(2),
      terraform(3, "web1", "creating"),
    );
    expect(stateOf(nextWatch(gone, read(4, "web1"))[0], "web1")).toBe("up");
  });

  it("stays when that fails", () => {
    expect(stateOf(nextWatch(removing, terraform(2, "web1", "failed"))[0], "web1")).toBe("up");
  });
});

describe("a cluster that does not answer", () => {
  const silent = (at: number, why: string): WatchEvent => ({ type: "silent", at, why });

  it("stays on the map, with the time it was last heard", () => {
    const state = after(read(3, "web1"), silent(4, "no"));
    expect(stateOf(state, "web1")).toBe("up");
    expect(state.cluster.contact).toEqual({ at: "silent", lastHeard: 3, why: "no" });
  });

  it("is told once for each reason, and again when it answers", () => {
    const state = after(silent(1, "no"));
    expect(state.cluster.contact).toEqual({ at: "silent", lastHeard: null, why: "no" });
    expect(nextWatch(state, silent(2, "no"))[1]).toEqual([]);
    expect(nextWatch(state, silent(2, "never"))[1]).toHaveLength(1);
    expect(nextWatch(state, read(3))[1]).toEqual([{ to: "contact", contact: { at: "heard" } }]);
  });
});
