import type { Told } from "#core/told.ts";
import type { Asking, Refusal } from "./guard.ts";

/** Whether a request names this server, and comes from no other site's page; null where both are well. */
export type AddressCheck = (request: Asking) => Refusal | null;

const NO_HOST: Told = { en: "The request names no host.", ja: "ホスト名がない要求です。" };
const OTHER_SITE: Told = {
  en: "Pages of other sites may not use this server.",
  ja: "ほかのサイトのページからは使えません。",
};

function notFor(host: string): Told {
  return {
    en: `This server does not answer for "${host}".`,
    ja: `このサーバーは「${host}」としては応答しません。`,
  };
}

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
    if (host === undefined) return { ok: false, status: 400, why: NO_HOST };
    const own = origins.get(host);
    if (own === undefined) return { ok: false, status: 421, why: notFor(host) };
    const origin = request.headers.origin;
    if (origin !== undefined && origin.toLowerCase() !== own)
      return { ok: false, status: 403, why: OTHER_SITE };
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
