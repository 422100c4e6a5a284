import type { MachineId } from "#core/ids.ts";
import { element } from "../ui/elements.ts";
import type { MapStrings } from "../ui/map-strings.ts";
import { sameBox, type Box } from "./box.ts";
import type { Plan } from "./layout.ts";
import { MachineBox } from "./machine-box.ts";
import type { Motion } from "./motion.ts";
import type { PlacedMachine, Scene } from "./scene.ts";

/** The machines' boxes. */
export class MachineLayer {
  readonly element = element("div", "map-machines");
  readonly #strings: MapStrings;
  readonly #motion: Motion;
  readonly #boxes = new Map<MachineId, MachineBox>();

  constructor(strings: MapStrings, motion: Motion) {
    this.#strings = strings;
    this.#motion = motion;
  }

  boxOf(machine: MachineId): Box | null {
    return this.#boxes.get(machine)?.box ?? null;
  }

  /** @param moving whether what is otherwise than before is seen to become so. */
  draw(scene: Scene, plan: Plan, moving: boolean): void {
    const left = new Map(this.#boxes);
    for (const [index, placed] of scene.machines.entries()) {
      const box = plan.machines[index]?.box;
      if (!box) continue;
      left.delete(placed.machine.id);
      this.#drawOne(placed, box, moving);
    }
    for (const [id, { element, box }] of left) {
      this.#boxes.delete(id);
      if (moving) this.#motion.leave(element, box);
      else element.remove();
    }
  }

  #drawOne(placed: PlacedMachine, box: Box, moving: boolean): void {
    const known = this.#boxes.get(placed.machine.id);
    const machine = known ?? new MachineBox(this.#strings);
    const changed = machine.update(placed);
    if (!known) {
      this.#boxes.set(placed.machine.id, machine);
      this.element.append(machine.element);
    }
    const hasMoved = known !== undefined && !sameBox(known.box, box);
    const from = moving && hasMoved ? this.#motion.seenAt(machine.element, machine.box) : null;
    machine.place(box);
    if (!moving) return;
    if (!known) this.#motion.appear(machine.element, box);
    else if (from) this.#motion.shift(machine.element, from, box);
    if (!known || changed) this.#motion.flash(machine.element, box);
  }
}
