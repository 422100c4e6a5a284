import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const demo = join(import.meta.dirname, "../../assets/demo");

const service = z.strictObject({
  image: z.string(),
  environment: z.record(z.string(), z.string()),
  networks: z.array(z.string()),
  ports: z.array(z.object({ target: z.number(), published: z.number(), mode: z.literal("host") })).optional(),
  deploy: z.strictObject({
    replicas: z.number().optional(),
    // Swarm's virtual addresses and its ingress mesh need IPVS, which not every kernel has.
    endpoint_mode: z.literal("dnsrr"),
    placement: z.object({ constraints: z.array(z.string()) }),
    update_config: z.object({ order: z.enum(["start-first", "stop-first"]) }),
  }),
});

const { services, networks } = z
  .object({
    services: z.strictObject({ web: service, lb: service }),
    networks: z.record(z.string(), z.object({ driver: z.literal("overlay") })),
  })
  .parse(parse(readFileSync(join(demo, "swarm/stack.yml"), "utf8")));

describe("the stack of the demo", () => {
  it("places each service by the label of the machine", () => {
    expect(services.web.deploy.placement.constraints).toEqual(["node.labels.role == web"]);
    expect(services.lb.deploy.placement.constraints).toEqual(["node.labels.role == lb"]);
  });

  it("publishes the load balancer only, so that web servers can share a machine", () => {
    expect(services.lb.ports).toEqual([{ target: 80, published: 80, mode: "host" }]);
    expect(services.web.ports).toBeUndefined();
  });

  it("starts a new web server before it stops an old one, and the other way round where a port is held", () => {
    expect(services.web.deploy.update_config.order).toBe("start-first");
    expect(services.lb.deploy.update_config.order).toBe("stop-first");
  });

  it("leads the load balancer to the web service over a network that both are on", () => {
    expect(services.lb.environment.SWARM).toBe("tasks.web:80");
    expect(services.web.networks).toEqual(Object.keys(networks));
    expect(services.lb.networks).toEqual(Object.keys(networks));
  });

  it.each(["web", "lb"] as const)("runs a version of %s that the registry is given", (name) => {
    const version = /^\$\{KUROKO_REGISTRY:-registry\.lab:5000\}\/(?<image>\w+):(?<tag>\w+)$/.exec(
      services[name].image,
    )?.groups;
    expect(version?.image).toBe(name);
    const versions = readFileSync(join(demo, "images", name, "versions"), "utf8").split("\n");
    expect(versions).toContain(version?.tag);
  });

  it("tells each web server where it runs and what Swarm calls it", () => {
    expect(services.web.environment).toEqual({ MACHINE: "{{.Node.Hostname}}", UNIT: "{{.Task.Name}}" });
  });
});
