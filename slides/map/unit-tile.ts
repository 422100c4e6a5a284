import type { MachineState, Unit } from "#core/cluster/model.ts";
import { element, setText } from "../ui/elements.ts";
import type { MapStrings } from "../ui/map-strings.ts";
import type { Box } from "./box.ts";
import { namesOf } from "./names.ts";
import type { Detail } from "./tiles.ts";

/** Where a unit's tile goes, and how much it says there; null where there is no room for one more. */
export interface Place {
  readonly box: Box | null;
  readonly detail: Detail;
}

/** One unit on the map: its state's shape, what it runs, its name. */
export class UnitTile {
  readonly element: HTMLElement;
  readonly #shape = element("i", "map-shape");
  readonly #image = element("span", "map-image");
  readonly #version = element("b", "map-version");
  readonly #name = element("span", "map-name");
  readonly #word = element("span", "map-state");
  readonly #strings: MapStrings;
  #unit: Unit | null = null;
  #host: MachineState | null = null;
  #place: Place | null = null;
  #box: Box = { x: 0, y: 0, width: 0, height: 0 };

  constructor(strings: MapStrings) {
    this.#strings = strings;
    const main = element("span", "map-main", element("span", "", this.#image, this.#version), this.#word);
    this.element = element("div", "map-tile", this.#shape, element("span", "map-words", main, this.#name));
  }

  /** Null until it was told. */
  get unit(): Unit | null {
    return this.#unit;
  }

  get box(): Box {
    return this.#box;
  }

  /** True where the unit's state has changed. */
  update(unit: Unit, host: MachineState | null): boolean {
    const { dataset } = this.element;
    if (host !== this.#host) dataset.host = host ?? "none";
    this.#host = host;
    if (unit === this.#unit) return false;
    const changed = this.#unit !== null && this.#unit.active !== unit.active;
    this.#unit = unit;
    const { main, version, name } = namesOf(unit);
    dataset.unit = unit.id;
    dataset.machine = unit.machine ?? "";
    dataset.state = unit.active;
    this.#shape.dataset.state = unit.active;
    setText(this.#image, version === "" ? main : main.slice(0, -version.length - 1));
    setText(this.#version, version === "" ? "" : `:${version}`);
    setText(this.#name, name);
    setText(this.#word, this.#strings.unit[unit.active]);
    this.element.classList.toggle("no-image", version === "");
    return changed;
  }

  place(place: Place): void {
    const { box, detail } = place;
    // Hundreds stay where they are when one moves.
    if (box === this.#place?.box && detail === this.#place.detail) return;
    this.#place = place;
    const { style, dataset } = this.element;
    dataset.detail = detail;
    this.element.hidden = box === null;
    if (!box) return;
    this.#box = box;
    style.width = `${box.width}px`;
    style.height = `${box.height}px`;
    style.transform = `translate(${box.x}px, ${box.y}px)`;
  }
}
