import { z } from "zod";
import { LabError } from "./lab-error.ts";

const timeoutMs = 20_000;
const tokenPage = "https://cloud.digitalocean.com/account/api/tokens";

/** The token from the environment, the only place where it may be. Throws a `LabError` that says how to get one. */
export function digitalOceanToken(env: NodeJS.ProcessEnv = process.env): string {
  const token = (env.DIGITALOCEAN_TOKEN ?? "").trim();
  if (token !== "") return token;
  throw new LabError(
    `DigitalOcean needs a token: make one that may read and write at ${tokenPage}, and give it for this shell only: read -rs DIGITALOCEAN_TOKEN && export DIGITALOCEAN_TOKEN`,
  );
}

const sizes = z.object({
  sizes: z.array(
    z.object({
      slug: z.string(),
      price_hourly: z.number(),
      available: z.boolean(),
      regions: z.array(z.string()),
    }),
  ),
});

/** Asks DigitalOcean's API, or with a body tells it to do something. Gives the reply's JSON; throws a `LabError`. */
export async function callDigitalOcean(path: string, body?: object): Promise<unknown> {
  const base = process.env.DIGITALOCEAN_API_URL ?? "https://api.digitalocean.com";
  const reply = await fetch(new URL(path, base), {
    headers: { authorization: `Bearer ${digitalOceanToken()}`, "content-type": "application/json" },
    signal: AbortSignal.timeout(timeoutMs),
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new LabError("DigitalOcean does not answer: is this computer online?", cause);
  });
  if (reply.status === 401)
    throw new LabError(`DigitalOcean does not know this token: make a new one at ${tokenPage}`);
  if (!reply.ok) throw new LabError(`DigitalOcean answered ${reply.status} to ${path}: try again`);
  return reply.json();
}

/** US dollars an hour for one droplet of that size in that region. Throws a `LabError` when there is no such droplet. */
export async function hourlyPrice(size: string, region: string): Promise<number> {
  const found = sizes.parse(await callDigitalOcean("/v2/sizes?per_page=200")).sizes;
  const wish = found.find(({ slug }) => slug === size);
  if (!wish?.available) throw new LabError(`DigitalOcean has no size "${size}": doctl compute size list`);
  if (wish.regions.includes(region)) return wish.price_hourly;
  throw new LabError(`there is no ${size} in the region "${region}", but in: ${wish.regions.join(", ")}`);
}

/** This computer's address as the internet sees it, from a service that tells. Throws a `LabError`. */
export async function publicAddress(): Promise<string> {
  const service = "https://checkip.amazonaws.com";
  try {
    const reply = await fetch(service, { signal: AbortSignal.timeout(timeoutMs) });
    return z.ipv4().parse((await reply.text()).trim());
  } catch (cause) {
    throw new LabError(
      `this computer's public address could not be found out from ${service}: give it with --ssh-from 203.0.113.7/32`,
      cause,
    );
  }
}
