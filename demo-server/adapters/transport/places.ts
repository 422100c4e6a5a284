export interface PlaceRules {
  /** Who or what takes places. */
  readonly of: "viewers" | "connections";
  /** What one process can carry with room to spare; more are asked to come by a relay. */
  readonly all: number;
  /** One address may have so many: not all, so that the room still finds places when somebody takes whatever he can. */
  readonly ofOneAddress: number;
}

/** Where a proxy on this computer comes from, with viewers of all addresses behind it. */
const OWN = new Set(["127.0.0.1", "::1"]);

/** A number of places: how many are taken, and by which address. */
export class Places {
  readonly #rules: PlaceRules;
  readonly #taken = new Map<string, number>();
  #all = 0;

  constructor(rules: PlaceRules) {
    this.#rules = rules;
  }

  /** Why somebody of this address finds no place; null where there is one. */
  whyNone(address: string | undefined): string | null {
    const { of, all, ofOneAddress } = this.#rules;
    if (this.#all >= all) return `${all} ${of} are here already; start a relay.`;
    const from = network(address);
    if (OWN.has(from) || (this.#taken.get(from) ?? 0) < ofOneAddress) return null;
    return `${ofOneAddress} ${of} of ${from} are here already, and no address may have more; start a relay.`;
  }

  /** Gives the place back by the call that it returns. */
  take(address: string | undefined): () => void {
    const from = network(address);
    this.#all++;
    this.#taken.set(from, (this.#taken.get(from) ?? 0) + 1);
    return () => {
      this.#all--;
      const left = (this.#taken.get(from) ?? 1) - 1;
      if (left > 0) this.#taken.set(from, left);
      else this.#taken.delete(from);
    };
  }
}

/** What one household or one room has to itself: an IPv4 address, of IPv6 the first half (a /64). */
function network(address = ""): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(":") || address === "::1") return address;
  const [head = "", tail] = address.split("%")[0]?.split("::") ?? [];
  const groups = head === "" ? [] : head.split(":");
  const behind = tail === undefined || tail === "" ? 0 : tail.split(":").length;
  const zeros = tail === undefined ? 0 : 8 - groups.length - behind;
  const first = [...groups, ...Array.from({ length: zeros }, () => "0"), ...(tail?.split(":") ?? [])].slice(
    0,
    4,
  );
  return `${first.join(":")}::/64`;
}
