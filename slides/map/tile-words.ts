import type { Unit } from "#core/cluster/model.ts";
import { element, setText } from "../ui/elements.ts";
import type { MapStrings } from "../ui/map-strings.ts";
import { namesOf } from "./names.ts";

/** The words of a tile: what the unit runs, its name, and its state. */
export class TileWords {
  readonly element: HTMLElement;
  readonly #image = element("span", "map-image");
  readonly #version = element("b", "map-version");
  readonly #name = element("span", "map-name");
  readonly #word = element("span", "map-state");
  readonly #strings: MapStrings;

  constructor(strings: MapStrings) {
    this.#strings = strings;
    const main = element("span", "map-main", element("span", "", this.#image, this.#version), this.#word);
    this.element = element("span", "map-words", main, this.#name);
  }

  show(unit: Unit): void {
    const { main, version, name } = namesOf(unit);
    setText(this.#image, version === "" ? main : main.slice(0, -version.length - 1));
    setText(this.#version, version === "" ? "" : `:${version}`);
    setText(this.#name, name);
    setText(this.#word, this.#strings.unit[unit.active]);
  }
}
