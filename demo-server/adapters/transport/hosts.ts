import { hostname, networkInterfaces } from "node:os";

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];
const ANY = new Set(["0.0.0.0", "::", "[::]"]);

/**
 * The names under which a server that is bound to `host` may be addressed, as they stand in a `Host` header
 * without the port. A page of another site that made its own name point here (DNS rebinding) is not among them.
 */
export function namesOf(host: string): string[] {
  if (ANY.has(host)) return [...LOOPBACK, hostname().toLowerCase(), ...ownAddresses()];
  const name = inAddress(host);
  return LOOPBACK.includes(name) ? LOOPBACK : [name];
}

/** The name to print for a server that is bound to `host`. */
export function nameToShow(host: string): string {
  if (ANY.has(host)) return ownAddresses()[0] ?? "localhost";
  return inAddress(host);
}

/** IPv6 addresses stand in brackets in an address. */
function inAddress(host: string): string {
  const name = host.toLowerCase();
  return name.includes(":") && !name.startsWith("[") ? `[${name}]` : name;
}

/** Networks that programs have made on this machine for themselves: no phone is in them. */
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|bridge|cni|flannel|utun|tun|tap|zt|tailscale)/;

/** Addresses under which a room may reach this machine, the likeliest first. */
export function outsideAddresses(): string[] {
  return interfaces()
    .filter(({ family }) => family === "IPv4")
    .sort((a, b) => Number(VIRTUAL.test(a.name)) - Number(VIRTUAL.test(b.name)))
    .map(({ address }) => address);
}

/** Addresses of this machine that others can reach, IPv4 first. */
function ownAddresses(): string[] {
  return interfaces()
    .sort((a, b) => a.family.localeCompare(b.family))
    .map(({ address }) => inAddress(address));
}

function interfaces(): { name: string; family: string; address: string }[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? [])
      .filter(({ internal }) => !internal)
      .map(({ family, address }) => ({ name, family, address })),
  );
}
