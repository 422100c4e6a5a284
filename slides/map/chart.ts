import { emptyCluster, type Cluster } from "#core/cluster/model.ts";
import type { UnitId } from "#core/ids.ts";
import { element } from "../ui/elements.ts";
import type { MapStrings } from "../ui/map-strings.ts";
import { centreOf, type Box, type Point } from "./box.ts";
import { layOut, type Plan, type Wanted } from "./layout.ts";
import { Lights } from "./lights.ts";
import { MachineLayer } from "./machine-layer.ts";
import { Motion } from "./motion.ts";
import { answererOf, gateOf, type Request } from "./requests.ts";
import { lettersOf } from "./names.ts";
import { sceneOf, type Scene } from "./scene.ts";
import { closeUp, fullest, nobody, roomFor, seat, type Seating } from "./seating.ts";
import { UnitLayer } from "./unit-layer.ts";
import type { Place } from "./unit-tile.ts";

export type Room = Pick<Wanted, "width" | "height" | "legible">;

/** One that waits makes room for some more, so that those do not make it smaller. */
const WAITING_SEATS = 4;
/** Up to so many machines there is room enough for some more units from the start. */
const FEW_MACHINES = 6;

/** The drawing itself: machines, units, requests, and how they come to their places. */
export class Chart {
  readonly element: HTMLElement;
  readonly #motion = new Motion();
  readonly #lights = new Lights(this.#motion);
  readonly #machines: MachineLayer;
  readonly #units: UnitLayer;
  readonly #shelf: HTMLElement;
  #cluster: Cluster = emptyCluster;
  #scene: Scene = sceneOf(emptyCluster);
  #seating: Seating = nobody;
  #seats = { gate: 0, other: 0 };
  #dressed: Plan | null = null;
  #planned: { readonly key: string; readonly plan: Plan } | null = null;

  constructor(strings: MapStrings) {
    this.#machines = new MachineLayer(strings, this.#motion);
    this.#units = new UnitLayer(strings, this.#motion);
    this.#shelf = element("div", "map-shelf", element("span", "map-shelf-label", strings.waiting));
    this.element = element(
      "div",
      "map-chart",
      this.#shelf,
      this.#machines.element,
      this.#units.element,
      this.#motion.rings,
      this.#lights.element,
    );
  }

  /** @param moving whether what is otherwise than before is seen to become so. */
  draw(cluster: Cluster, scene: Scene, room: Room, moving: boolean): void {
    const before = this.#cluster;
    this.#cluster = cluster;
    this.#scene = scene;
    if (!moving) {
      this.#motion.stop();
      this.#lights.clear();
    }
    const plan = this.#plan(room, moving);
    this.#dress(plan);
    this.#machines.draw(scene, plan, moving);
    const places = this.#places(plan);
    if (moving) this.#units.follow(before, cluster, places);
    else this.#units.redraw(cluster, places);
  }

  /** Lets light run to the unit that answered. */
  answer(request: Request): void {
    const unit = answererOf(request, this.#cluster);
    const tile = unit && this.#units.tile(unit);
    if (!tile) return;
    this.#lights.run(this.#gate(tile.box), centreOf(tile.box), () =>
      this.#motion.flash(tile.element, tile.box),
    );
  }

  /** Where light begins; at the upper edge where no load balancer is shown. */
  #gate(to: Box): Point {
    const gate = gateOf(this.#scene);
    const unit = gate && "unit" in gate ? this.#units.tile(gate.unit)?.box : null;
    const box = unit ?? (gate && "machine" in gate ? this.#machines.boxOf(gate.machine) : null);
    return box ? centreOf(box) : { x: centreOf(to).x, y: 0 };
  }

  #plan(room: Room, moving: boolean): Plan {
    const { machines, waiting } = this.#scene;
    this.#seating = moving ? seat(this.#seating, this.#scene) : closeUp(this.#scene);
    const gates = machines.filter(({ isGate }) => isGate).map(({ machine }) => machine.id);
    const others = machines.filter(({ isGate }) => !isGate).map(({ machine }) => machine.id);
    const least = machines.length <= FEW_MACHINES ? 3 : 2;
    const before = moving ? this.#seats : { gate: 0, other: 0 };
    const seats = {
      gate: roomFor(fullest(this.#seating, gates), 1, before.gate),
      other: roomFor(fullest(this.#seating, others), least, before.other),
    };
    if (seats.gate < before.gate || seats.other < before.other) this.#seating = closeUp(this.#scene);
    this.#seats = seats;
    return this.#planFor({
      ...room,
      machines: machines.length,
      gates: gates.length,
      gateSeats: seats.gate,
      seats: seats.other,
      letters: lettersOf(Object.values(this.#cluster.units)),
      waiting: waiting.length === 0 ? 0 : Math.max(WAITING_SEATS, this.#seating.waiting.length),
    });
  }

  #planFor(wanted: Wanted): Plan {
    const key = JSON.stringify(wanted);
    if (this.#planned?.key !== key) this.#planned = { key, plan: layOut(wanted) };
    return this.#planned.plan;
  }

  /** What concerns all: sizes of type, and the waiting area. */
  #dress(plan: Plan): void {
    const { machines, waiting } = this.#scene;
    this.#shelf.classList.toggle("empty", waiting.length === 0);
    this.#shelf.hidden = machines.length + waiting.length === 0;
    if (plan === this.#dressed) return;
    this.#dressed = plan;
    const { head, detail, tile, shelf } = plan;
    const { style, dataset } = this.element;
    style.setProperty("--head-height", `${head.height}px`);
    style.setProperty("--head-type", `${head.type}px`);
    style.setProperty("--tile-type", `${tile.type}px`);
    style.setProperty("--shelf-type", `${shelf.tile.type}px`);
    dataset.detail = detail;
    this.#shelf.style.height = `${shelf.box.height}px`;
  }

  #places({ machines, detail, shelf }: Plan): Map<UnitId, Place> {
    const places = new Map<UnitId, Place>();
    for (const [index, { machine }] of this.#scene.machines.entries()) {
      for (const [at, unit] of (this.#seating.machines.get(machine.id) ?? []).entries()) {
        if (unit !== null) places.set(unit, { box: machines[index]?.seats[at] ?? null, detail });
      }
    }
    for (const [at, unit] of this.#seating.waiting.entries()) {
      if (unit !== null) places.set(unit, { box: shelf.seats[at] ?? null, detail: shelf.detail });
    }
    return places;
  }
}
