import { z } from "zod";

import { answers, docker, type Container, type DemoNetwork } from "./demo-containers.ts";

/** The folder of etcd's v2 API that the demo's load balancer follows. */
export interface Registry {
  readonly container: Container;
  register(name: string, value: string, ttl?: number): Promise<void>;
  forget(name: string): Promise<void>;
  /** The values by the last part of their keys. */
  values(): Promise<Readonly<Record<string, string>>>;
}

const keys = "/v2/keys/services/web";

const listing = z.object({
  node: z
    .object({ nodes: z.array(z.object({ key: z.string(), value: z.string() })).default([]) })
    .default({ nodes: [] }),
});

/** Starts an etcd that containers of the network reach as `etcd`. */
export async function startRegistry(network: DemoNetwork): Promise<Registry> {
  const container = await network.start("etcd:1", { aliases: ["etcd"], publish: 2379 });
  const url = (name = "") => `${container.url}${keys}${name && `/${name}`}`;
  await answers(url());
  const must = async (reply: Promise<Response>) => {
    const { ok, status } = await reply;
    if (!ok) throw new Error(`etcd said ${status}`);
  };
  return {
    container,
    register: (name, value, ttl) =>
      must(
        fetch(url(name), {
          method: "PUT",
          body: new URLSearchParams(ttl === undefined ? { value } : { value, ttl: String(ttl) }),
        }),
      ),
    forget: (name) => must(fetch(url(name), { method: "DELETE" })),
    async values() {
      const { node } = listing.parse(await (await fetch(url())).json());
      return Object.fromEntries(node.nodes.map(({ key, value }) => [key.replace(/.*\//, ""), value]));
    },
  };
}

/** One line of the load balancer's output. */
export const requestLine = z.strictObject({
  /** Milliseconds since 1970. */
  at: z.number().int(),
  machine: z.string(),
  unit: z.string(),
  status: z.number().int(),
  upstream: z.string(),
});
export type RequestLine = z.infer<typeof requestLine>;

/** Who answered each request so far, oldest first; rejects when the output holds anything but such lines. */
export async function requestsOf(balancer: Container): Promise<RequestLine[]> {
  const { out } = await balancer.logs();
  return out
    .split("\n")
    .filter(Boolean)
    .map((line) => requestLine.parse(JSON.parse(line)));
}

/** How often the load balancer has taken over a new set of servers. */
export async function reloadsOf(balancer: Container): Promise<number> {
  return (await balancer.logs()).err.split("lb: servers:").length - 1;
}

/** Whether the last reload is over: for a tenth of a second nginx's old worker takes requests too. */
export async function isSettled(balancer: Container): Promise<boolean> {
  const { out } = await docker("top", balancer.name);
  return out.split("nginx: worker process").length - 1 === 1;
}

/** The first line that the load balancer gives to `curl`; rejects when the connection breaks. */
export async function ask(balancer: Container): Promise<string> {
  return (await (await fetch(balancer.url)).text()).trim();
}

/** All the different answers among that many requests in a row. */
export async function askOften(balancer: Container, times: number): Promise<ReadonlySet<string>> {
  const said = new Set<string>();
  for (let time = 0; time < times; time++) said.add(await ask(balancer));
  return said;
}
