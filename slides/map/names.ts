import type { Unit } from "#core/cluster/model.ts";
import type { Letters } from "./tiles.ts";

/** What a tile says of a unit. */
export interface UnitNames {
  /** The large word: `web:2`, or the name without its instance where no image is known. */
  readonly main: string;
  /** `2` of `web:2`; "" where no image is known. */
  readonly version: string;
  /** The scheduler's name without what all have: `web@8888`. "" where `main` begins with it. */
  readonly name: string;
}

const known = new WeakMap<Unit, UnitNames>();

/** Looked at for every unit at every change of one: made once for each. */
export function namesOf(unit: Unit): UnitNames {
  const names = known.get(unit) ?? makeNames(unit);
  known.set(unit, names);
  return names;
}

function makeNames({ name, image }: Unit): UnitNames {
  const short = name.replace(/\.service$/, "");
  const main = image === null ? base(short) : lastPart(image);
  return {
    main,
    version: image === null ? "" : versionOf(image),
    name: main.split(":")[0] === short ? "" : short,
  };
}

/** `discovery` of `discovery@8888`. */
function base(name: string): string {
  return name.split("@")[0] ?? name;
}

/** `web:2` of `registry:5000/demo/web:2@sha256:…`. */
function lastPart(image: string): string {
  const [named = image] = image.split("@");
  return named.slice(named.lastIndexOf("/") + 1);
}

function versionOf(image: string): string {
  const [, version = ""] = lastPart(image).split(":");
  return version;
}

/** Room for these is kept from the start, so that the usual names do not change the map when they come. */
const USUAL = { main: 6, name: 10, version: 1 } as const;

/** The lengths of the longest words that the tiles of these units have. */
export function lettersOf(units: readonly Unit[]): Letters {
  let { main, name, version }: Letters = USUAL;
  for (const unit of units) {
    const names = namesOf(unit);
    main = Math.max(main, names.main.length);
    name = Math.max(name, names.name.length);
    version = Math.max(version, names.version.length);
  }
  return { main, name, version };
}
