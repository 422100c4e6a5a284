import { createHash, randomUUID } from "node:crypto";

/** The API says no, in the words of its error object. */
export class Refusal extends Error {
  readonly status: number;
  readonly id: string;
  constructor(status: number, id: string, message: string) {
    super(message);
    this.status = status;
    this.id = id;
  }
}

export interface AccountSetting {
  /** Public address of every droplet: where a test's own SSH server listens. */
  readonly publicAddress?: string;
  /** Refuse a droplet of that name, as when the account's limit is reached. */
  readonly refuseDroplet?: string;
}

export interface Call {
  readonly method: string;
  /** `droplets`, `vpcs`, … */
  readonly kind: string;
  readonly id: string | null;
  readonly below: string | null;
  readonly body: Record<string, unknown>;
}

export type Thing = Record<string, unknown> & { readonly id: string | number };

/** What the account owns, by kind and id. The shapes are those of DigitalOcean's OpenAPI description, v2. */
export class Account {
  readonly things = new Map<string, Map<string, Thing>>();
  readonly #setting: AccountSetting;
  #number = 100;

  constructor(setting: AccountSetting = {}) {
    this.#setting = setting;
  }

  /** What there is of a kind. */
  all(kind: string): Thing[] {
    return [...(this.things.get(kind)?.values() ?? [])];
  }

  /** Answers one call with its body; undefined for "204 No Content". Throws a `Refusal`. */
  call({ method, kind, id, below, body }: Call): object | undefined {
    if (kind === "sizes")
      return { sizes: [size(1024, "s-1vcpu-1gb", 0.00893), size(2048, "s-1vcpu-2gb", 0.01786)] };
    // Keys are below /v2/account, and are the only thing there.
    if (kind === "account") return this.#on(method, "keys", below, body);
    if (kind === "droplets" && id !== null && below === "actions") return this.#act(id, String(body.type));
    return this.#on(method, kind, id, body);
  }

  #on(method: string, kind: string, id: string | null, body: Record<string, unknown>): object | undefined {
    const one = kind === "keys" ? "ssh_key" : kind.replace(/s$/, "");
    if (id === null) {
      if (method === "GET") return { [kind]: this.all(kind), meta: { total: this.all(kind).length } };
      return { [one]: this.#keep(kind, this.#make(kind, body)) };
    }
    const found = this.things.get(kind)?.get(id);
    if (!found) throw new Refusal(404, "not_found", "The resource you were accessing could not be found.");
    if (method === "DELETE") {
      this.#remove(kind, found);
      return undefined;
    }
    if (method === "PUT") return { [one]: this.#keep(kind, { ...found, ...body }) };
    return { [one]: found };
  }

  /** Does at once what the real one does in the background. */
  #act(id: string, type: string): object {
    const droplet = this.things.get("droplets")?.get(id);
    if (!droplet) throw new Refusal(404, "not_found", "The resource you were accessing could not be found.");
    this.#keep("droplets", { ...droplet, status: type === "power_off" ? "off" : "active" });
    return { action: { id: this.#number++, status: "in-progress", type, resource_id: droplet.id } };
  }

  #keep(kind: string, thing: Thing): Thing {
    const kept = this.things.get(kind) ?? new Map<string, Thing>();
    this.things.set(kind, kept.set(String(thing.id), thing));
    return thing;
  }

  #remove(kind: string, { id }: Thing): void {
    if (kind === "vpcs" && this.all("droplets").some(({ vpc_uuid }) => vpc_uuid === id))
      throw new Refusal(403, "forbidden", "Can not delete VPC with members");
    this.things.get(kind)?.delete(String(id));
  }

  #make(kind: string, body: Record<string, unknown>): Thing {
    const made = { created_at: "2026-01-01T00:00:00Z" };
    switch (kind) {
      case "keys":
        return { id: this.#number++, fingerprint: fingerprintOf(String(body.public_key)), ...body };
      case "tags":
        return { id: String(body.name), name: body.name, resources: { count: 0, ...taggedNothing } };
      case "images":
        return {
          id: this.#number++,
          ...made,
          ...body,
          regions: [body.region],
          type: "custom",
          status: "available",
        };
      case "vpcs":
        return { id: randomUUID(), ...made, ...body, default: false };
      case "firewalls":
        this.#needTags(body);
        return { id: randomUUID(), ...made, ...body, status: "succeeded", pending_changes: [] };
      case "droplets":
        return { ...made, ...this.#droplet(body) };
      default:
        throw new Refusal(404, "not_found", `nothing answers for ${kind}`);
    }
  }

  #droplet(body: Record<string, unknown>): Thing {
    this.#needTags(body);
    if (body.name === this.#setting.refuseDroplet)
      throw new Refusal(
        422,
        "unprocessable_entity",
        "creating this/these droplet(s) will exceed your droplet limit",
      );
    const image = this.things.get("images")?.get(String(body.image));
    if (!image)
      throw new Refusal(422, "unprocessable_entity", "You specified an invalid image for Droplet creation.");
    if (!this.things.get("vpcs")?.has(String(body.vpc_uuid)))
      throw new Refusal(422, "unprocessable_entity", "vpc_uuid is invalid");
    const keys = this.all("keys").flatMap((key) => [key.id, key.fingerprint]);
    if (!(body.ssh_keys as unknown[]).every((key) => keys.includes(key as string)))
      throw new Refusal(422, "unprocessable_entity", "ssh_keys: is invalid");
    if (String(body.user_data).length > 65_536)
      throw new Refusal(422, "unprocessable_entity", "user_data is too big");
    const id = this.#number++;
    const { publicAddress = "203.0.113.1" } = this.#setting;
    const network = (type: string, ip_address: string) => ({ type, ip_address, netmask: "255.255.255.0" });
    return {
      ...body,
      id,
      image,
      status: "active",
      locked: false,
      region: { slug: body.region },
      size_slug: body.size,
      size: size(1024, String(body.size), 0.00893),
      memory: 1024,
      vcpus: 1,
      disk: 25,
      features: ["private_networking"],
      volume_ids: [],
      networks: { v4: [network("private", `10.77.0.${id - 98}`), network("public", publicAddress)], v6: [] },
    };
  }

  /** A firewall or droplet with a tag that nobody made is refused (firewalls) or makes it (droplets); we want neither. */
  #needTags(body: Record<string, unknown>): void {
    const unknown = ((body.tags ?? []) as string[]).filter((tag) => !this.things.get("tags")?.has(tag));
    if (unknown.length > 0)
      throw new Refusal(422, "unprocessable_entity", `tags: ${unknown.join()} do not exist`);
  }
}

const taggedNothing = Object.fromEntries(
  ["droplets", "images", "volumes", "volume_snapshots", "databases"].map((kind) => [kind, { count: 0 }]),
);

function size(memory: number, slug: string, hourly: number): object {
  return {
    slug,
    memory,
    vcpus: 1,
    disk: 25,
    price_hourly: hourly,
    price_monthly: Math.round(hourly * 672),
    available: true,
    regions: ["fra1", "nyc3", "sgp1"],
  };
}

/** MD5 of the key, as OpenSSH once wrote it and the API still does. */
function fingerprintOf(publicKey: string): string {
  const digest = createHash("md5")
    .update(Buffer.from(publicKey.split(" ")[1] ?? "", "base64"))
    .digest("hex");
  return digest.match(/../g)?.join(":") ?? "";
}
