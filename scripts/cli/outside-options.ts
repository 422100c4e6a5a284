import { isIP } from "node:net";
import { outsideAddresses } from "#server/adapters/transport/hosts.ts";
import type { OutsideConfig } from "#server/config.ts";
import { UsageError } from "./errors.ts";

export interface OutsideFlags {
  readonly audience: boolean;
  readonly "audience-address"?: string | undefined;
  readonly remote: boolean;
}

const PORT = 4401;

/** What is to be open to the network, as the flags say; null for nothing. Throws a `UsageError`. */
export function outsideConfig(flags: OutsideFlags, hasTalk: boolean): OutsideConfig | null {
  const address = flags["audience-address"];
  const viewers = flags.audience || (address !== undefined && !flags.remote);
  if (!viewers && !flags.remote) return null;
  if (!hasTalk) throw new UsageError("which talk? name one, for example: kuroko start hello --audience");
  const { host, port } = address === undefined ? { host: likeliest(), port: PORT } : parse(address);
  return { host, port, viewers, remotes: flags.remote };
}

function likeliest(): string {
  const [first] = outsideAddresses();
  if (first !== undefined) return first;
  throw new UsageError(
    "this machine is in no network; connect it, or name an address with --audience-address 127.0.0.1",
  );
}

/** `192.168.1.5`, `192.168.1.5:4500`, `laptop.local:4500`, `[fe80::1]:4500`. */
function parse(address: string): { host: string; port: number } {
  if (isIP(address) === 6) return { host: address, port: PORT };
  const parts = /^(?:\[([^\]]+)\]|([^:[\]/]+))(?::(\d{1,5}))?$/.exec(address);
  const host = parts?.[1] ?? parts?.[2];
  const port = Number(parts?.[3] ?? PORT);
  if (host === undefined || port > 65_535)
    throw new UsageError(`--audience-address takes an address such as 192.168.1.5 or 192.168.1.5:4401`);
  return { host, port };
}
