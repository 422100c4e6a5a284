import type { Asking, Refusal } from "./guard.ts";

/** Whether a request names this server, and comes from no other site's page; null where both are well. */
export type AddressCheck = (request: Asking) => Refusal | null;

/**
 * @param names what may stand in the `Host` header, without the port.
 * @param publicUrls of what stands before this server and hands requests on: a load balancer.
 */
export function createAddressCheck(
  names: readonly string[],
  port: number,
  publicUrls: readonly URL[] = [],
): AddressCheck {
  const origins = new Map(names.map((name) => [`${name}:${port}`, `http://${name}:${port}`]));
  // A browser leaves out the default port.
  if (port === 80) for (const name of names) origins.set(name, `http://${name}`);
  for (const { host, origin } of publicUrls) origins.set(host, origin);
  return (request) => {
    const host = request.headers.host?.toLowerCase();
    if (host === undefined) return { ok: false, status: 400, why: "The request names no host." };
    const own = origins.get(host);
    if (own === undefined)
      return { ok: false, status: 421, why: `This server does not answer for "${host}".` };
    const origin = request.headers.origin;
    if (origin !== undefined && origin.toLowerCase() !== own)
      return { ok: false, status: 403, why: "Pages of other sites may not use this server." };
    return null;
  };
}

/** The values of the cookies of this name. */
export function cookiesOf(request: Asking, name: string): string[] {
  return (request.headers.cookie ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}
