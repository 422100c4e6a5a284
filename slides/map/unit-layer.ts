import type { Cluster, MachineState, Unit } from "#core/cluster/model.ts";
import type { UnitId } from "#core/ids.ts";
import { element } from "../ui/elements.ts";
import type { MapStrings } from "../ui/map-strings.ts";
import { sameBox } from "./box.ts";
import { Departures } from "./departures.ts";
import { originOf } from "./journeys.ts";
import type { Motion } from "./motion.ts";
import { UnitTile, type Place } from "./unit-tile.ts";

/** The units' tiles, of all machines and of none. */
export class UnitLayer {
  readonly element = element("div", "map-tiles");
  readonly #strings: MapStrings;
  readonly #motion: Motion;
  readonly #tiles = new Map<UnitId, UnitTile>();
  readonly #departures = new Departures();

  constructor(strings: MapStrings, motion: Motion) {
    this.#strings = strings;
    this.#motion = motion;
  }

  /** The unit's tile where one is seen. */
  tile(unit: UnitId): UnitTile | null {
    const tile = this.#tiles.get(unit);
    return tile && !tile.element.hidden ? tile : null;
  }

  /** Puts every tile at its place at once. */
  redraw(now: Cluster, places: ReadonlyMap<UnitId, Place>): void {
    this.#departures.clear();
    for (const [id, tile] of this.#tiles) {
      if (places.has(id)) continue;
      this.#tiles.delete(id);
      tile.element.remove();
    }
    for (const [id, place] of places) {
      const unit = now.units[id];
      if (unit) this.#put(this.#tiles.get(id) ?? this.#make(id), unit, now, place);
    }
  }

  /** Lets be seen what has become otherwise since `before`. */
  follow(before: Cluster, now: Cluster, places: ReadonlyMap<UnitId, Place>): void {
    const at = performance.now();
    const left = [...this.#tiles].filter(([id]) => !places.has(id));
    for (const [, { unit, box }] of left) if (unit) this.#departures.add(unit, box, at);
    const cameOn = new Set<UnitId>();
    for (const [id, place] of places) {
      const unit = now.units[id];
      const known = this.#tiles.get(id);
      if (!unit) continue;
      if (known) this.#change(known, unit, now, place);
      else cameOn.add(this.#add(unit, before, now, place) ?? id);
    }
    for (const [id, { element, box }] of left) {
      this.#tiles.delete(id);
      // It is seen to fly from here: it must not be seen to stay as well.
      if (cameOn.has(id)) element.remove();
      else this.#motion.leave(element, box);
    }
  }

  #change(tile: UnitTile, unit: Unit, now: Cluster, place: Place): void {
    const { box } = place;
    const from = box && !sameBox(tile.box, box) ? this.#motion.seenAt(tile.element, tile.box) : null;
    const changed = this.#put(tile, unit, now, place);
    if (!box) return;
    if (from) this.#motion.shift(tile.element, from, box);
    if (changed) this.#motion.flash(tile.element, box);
  }

  /** Answers with the unit it has come from. */
  #add(unit: Unit, before: Cluster, now: Cluster, place: Place): UnitId | null {
    const origin = originOf(unit, before, now, this.#departures.recent(performance.now(), now));
    const from = origin && (this.#departures.take(origin) ?? this.#tiles.get(origin)?.box);
    const tile = this.#make(unit.id);
    this.#put(tile, unit, now, place);
    if (place.box) {
      if (from) this.#motion.fly(tile.element, from, place.box);
      else this.#motion.appear(tile.element, place.box);
      this.#motion.flash(tile.element, place.box);
    }
    return origin;
  }

  #make(id: UnitId): UnitTile {
    const tile = new UnitTile(this.#strings);
    this.#tiles.set(id, tile);
    this.element.append(tile.element);
    return tile;
  }

  /** True where its state has changed. */
  #put(tile: UnitTile, unit: Unit, now: Cluster, place: Place): boolean {
    const changed = tile.update(unit, hostState(unit, now));
    tile.place(place);
    return changed;
  }
}

function hostState({ machine }: Unit, { machines }: Cluster): MachineState | null {
  return machine === null ? null : (machines[machine]?.state ?? null);
}
