import type { MachineState, Unit } from "#core/cluster/model.ts";
import { element } from "../ui/elements.ts";
import type { MapStrings } from "../ui/map-strings.ts";
import type { Box } from "./box.ts";
import { namesOf } from "./names.ts";
import { TileWords } from "./tile-words.ts";
import type { Detail } from "./tiles.ts";

/** Where a unit's tile goes, and how much it says there; null where there is no room for one more. */
export interface Place {
  readonly box: Box | null;
  readonly detail: Detail;
}

/** One unit on the map: its state's shape, and words where there is room for them. */
export class UnitTile {
  readonly element: HTMLElement;
  readonly #strings: MapStrings;
  readonly #shape = element("i", "map-shape");
  #words: TileWords | null = null;
  #unit: Unit | null = null;
  #host: MachineState | null = null;
  #place: Place | null = null;
  #box: Box = { x: 0, y: 0, width: 0, height: 0 };

  constructor(strings: MapStrings) {
    this.#strings = strings;
    this.element = element("div", "map-tile", this.#shape);
  }

  /** Null until it was told. */
  get unit(): Unit | null {
    return this.#unit;
  }

  /** The last one that it had. */
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
    dataset.unit = unit.id;
    dataset.machine = unit.machine ?? "";
    dataset.state = unit.active;
    this.#shape.dataset.state = unit.active;
    this.element.classList.toggle("no-image", namesOf(unit).version === "");
    this.#words?.show(unit);
    return changed;
  }

  place(place: Place): void {
    const { box, detail } = place;
    // Hundreds stay where they are when one moves.
    if (box === this.#place?.box && detail === this.#place.detail) return;
    this.#place = place;
    this.element.dataset.detail = detail;
    this.element.hidden = box === null;
    this.#write(detail);
    if (!box) return;
    this.#box = box;
    const { style } = this.element;
    style.width = `${box.width}px`;
    style.height = `${box.height}px`;
    style.transform = `translate(${box.x}px, ${box.y}px)`;
  }

  /** A dot has no words: hundreds of them are to be light. */
  #write(detail: Detail): void {
    if (detail === "dot") {
      this.#words?.element.remove();
      this.#words = null;
    } else if (!this.#words && this.#unit) {
      this.#words = new TileWords(this.#strings);
      this.#words.show(this.#unit);
      this.element.append(this.#words.element);
    }
  }
}
