import type { Machine } from "#core/cluster/model.ts";
import { element, setText } from "../ui/elements.ts";
import type { MapStrings } from "../ui/map-strings.ts";
import type { Box } from "./box.ts";
import { roleOf, type PlacedMachine } from "./scene.ts";

/** One machine on the map. Its units' tiles lie over it, so that they can leave it. */
export class MachineBox {
  readonly element: HTMLElement;
  readonly #name = element("b", "map-machine-name");
  readonly #role = element("span", "map-role");
  readonly #address = element("span", "map-address");
  readonly #shape = element("i", "map-shape");
  readonly #word = element("span", "map-machine-state");
  readonly #count = element("span", "map-count");
  readonly #strings: MapStrings;
  #machine: Machine | null = null;
  #units = 0;
  #box: Box = { x: 0, y: 0, width: 0, height: 0 };

  constructor(strings: MapStrings) {
    this.#strings = strings;
    const parts = [this.#shape, this.#name, this.#word, this.#role, this.#address, this.#count];
    const head = element("header", "map-head", ...parts);
    this.element = element("div", "map-machine", head);
  }

  get box(): Box {
    return this.#box;
  }

  /** True where the machine's state has changed. */
  update({ machine, units, isGate }: PlacedMachine): boolean {
    if (units.length !== this.#units) setText(this.#count, units.length === 0 ? "" : String(units.length));
    this.#units = units.length;
    if (machine === this.#machine) return false;
    const changed = this.#machine !== null && this.#machine.state !== machine.state;
    this.#machine = machine;
    const { dataset } = this.element;
    dataset.machine = machine.id;
    dataset.state = machine.state;
    this.#shape.dataset.machine = machine.state;
    this.element.classList.toggle("gate", isGate);
    setText(this.#name, machine.name);
    const role = roleOf(machine);
    setText(this.#role, role === machine.name ? "" : role);
    setText(this.#address, machine.address);
    setText(this.#word, machine.state === "up" ? "" : this.#strings.machine[machine.state]);
    return changed;
  }

  place(box: Box): void {
    if (box === this.#box) return;
    this.#box = box;
    const { style } = this.element;
    style.width = `${box.width}px`;
    style.height = `${box.height}px`;
    style.transform = `translate(${box.x}px, ${box.y}px)`;
  }
}
