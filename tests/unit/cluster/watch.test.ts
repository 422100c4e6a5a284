import { describe, expect, it } from "vitest";
import type { ClusterReading } from "#core/cluster/model.ts";
import type { Progress } from "#core/cluster/terraform-progress.ts";
import {
  absentForMs,
  nextWatch,
  removedForMs,
  silentAfterMs,
  unwatched,
  type WatchEvent,
  type WatchState,
} from "#core/cluster/watch.ts";
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
const silent = (at: number, why: string): WatchEvent => ({ type: "silent", at, why });
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
  it("stays on the map, with the time it was last heard", () => {
    const state = after(read(3, "web1"), silent(3 + silentAfterMs, "no"));
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

  it("is no trouble for a moment, and its last word is counted from before that", () => {
    const heard = after(read(3, "web1"));
    const brief = nextWatch(heard, silent(2 + silentAfterMs, "answers 500"));
    expect(brief[1]).toEqual([]);
    expect(nextWatch(brief[0], read(3 + silentAfterMs, "web1"))[1]).toEqual([]);
    expect(nextWatch(brief[0], silent(3 + silentAfterMs, "answers 500"))[1]).toEqual([
      { to: "contact", contact: { at: "silent", lastHeard: 3, why: "answers 500" } },
    ]);
  });
});

describe("a cluster that is not there", () => {
  const absent = (at: number): WatchEvent => ({ type: "absent", at });

  it("is said at once, and once", () => {
    const [state, changes] = nextWatch(unwatched, absent(1));
    expect(changes).toEqual([{ to: "contact", contact: { at: "absent" } }]);
    expect(nextWatch(state, absent(2))[1]).toEqual([]);
    expect(nextWatch(state, read(3))[1]).toEqual([{ to: "contact", contact: { at: "heard" } }]);
  });

  it("may become one that does not answer yet, which is no trouble for a moment either", () => {
    const state = after(read(0, "old"), absent(100_000));
    expect(nextWatch(state, silent(100_001, "refused"))[1]).toEqual([]);
    expect(nextWatch(state, silent(100_000 + silentAfterMs, "refused"))[1]).toEqual([
      // The one that was heard is another.
      { to: "contact", contact: { at: "silent", lastHeard: null, why: "refused" } },
    ]);
  });

  it("leaves machines to Terraform, and forgets those that Terraform says nothing of", () => {
    const reading: ClusterReading = {
      machines: [machine("lb"), machine("web1")],
      units: [unit("a", "lb"), unit("b", "web1"), unit("c", null)],
    };
    const going = after({ type: "read", at: 0, reading }, terraform(1, "web1", "removing"), absent(2));
    expect([stateOf(going, "lb"), stateOf(going, "web1")]).toEqual(["up", "leaving"]);
    expect(nextWatch(going, absent(1 + absentForMs))[1]).toEqual([]);
    const gone = nextWatch(going, absent(2 + absentForMs))[0].cluster;
    expect(Object.keys(gone.machines)).toEqual(["web1"]);
    expect(Object.values(gone.units).map(({ name }) => name)).toEqual(["b"]);
    // It was only away for a moment.
    const back = nextWatch(nextWatch(going, silent(3, "refused"))[0], absent(2 + absentForMs));
    expect(stateOf(back[0], "lb")).toBe("up");
  });
});
