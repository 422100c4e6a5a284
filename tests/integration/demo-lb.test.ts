import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import {
  ask,
  askOften,
  isSettled,
  reloadsOf,
  requestsOf,
  startRegistry,
  type Registry,
} from "../support/demo-balancer.ts";
import {
  answers,
  buildImages,
  makeNetwork,
  whyNoContainers,
  type Container,
  type DemoNetwork,
} from "../support/demo-containers.ts";
import { eventually } from "../support/eventually.ts";

const missing = await whyNoContainers();
/** The promise of the demo: the load balancer has followed a change by then. */
const followsWithinMs = 2000;
/** nginx reads the clock once in a round of events. */
const clockStepMs = 20;
const nobody = "No web container is there to answer.";
const one = "DEMO container 1 on web1";
const two = "DEMO container 2 on web2";

describe.skipIf(missing !== null)(
  `the demo's load balancer${missing ? ` (skipped: ${missing})` : ""}`,
  () => {
    let network: DemoNetwork;
    let registry: Registry;
    let lb: Container;
    let web1: Container;
    let web2: Container;

    const startWeb = (version: string, machine: string, unit: string) =>
      network.start(`web:${version}`, {
        environment: { MACHINE: machine, UNIT: unit },
        aliases: ["tasks.web"],
      });
    const saysOnly = async (...answers: string[]) => {
      const said = await askOften(lb, 4);
      if (!(await isSettled(lb))) return false;
      return said.size === answers.length && answers.every((answer) => said.has(answer));
    };

    beforeAll(async () => {
      await buildImages();
      network = await makeNetwork();
      registry = await startRegistry(network);
      web1 = await startWeb("1", "web1", "web@8888.service");
      web2 = await startWeb("2", "web2", "web@9999.service");
      lb = await network.start("lb:1", { environment: { ETCD: "http://etcd:2379" }, publish: 80 });
      await answers(lb.url);
    }, 600_000);
    afterEach(async () => {
      for (const name of Object.keys(await registry.values())) await registry.forget(name);
      await eventually(() => saysOnly(nobody));
    });
    afterAll(() => network.remove());

    it("says with status 503 that nobody is registered, to people and to programs", async () => {
      const plain = await fetch(lb.url);
      expect([plain.status, await plain.text()]).toEqual([503, `${nobody}\n`]);
      const page = await fetch(lb.url, { headers: { accept: "text/html" } });
      expect([page.status, page.headers.get("content-type")]).toEqual([503, "text/html; charset=utf-8"]);
      expect(await page.text()).toContain(nobody);
    });

    it("follows what appears, changes and leaves in etcd within 2 s", async () => {
      await registry.register("web1-8888", `${web1.address}:80`);
      await eventually(() => saysOnly(one), followsWithinMs);
      await registry.register("web2-9999", `${web2.address}:80`);
      await eventually(() => saysOnly(one, two), followsWithinMs);
      await registry.register("web1-8888", `${web2.address}:80`);
      await eventually(() => saysOnly(two), followsWithinMs);
      await registry.forget("web1-8888");
      await registry.forget("web2-9999");
      await eventually(() => saysOnly(nobody), followsWithinMs);
    });

    it("asks the servers in turn", async () => {
      await registry.register("web1-8888", `${web1.address}:80`);
      await registry.register("web2-9999", `${web2.address}:80`);
      await eventually(() => saysOnly(one, two));
      const first = await ask(lb);
      const second = first === one ? two : one;
      expect([await ask(lb), await ask(lb), await ask(lb)]).toEqual([second, first, second]);
    });

    it("drops a server whose time to live has run out", async () => {
      const ttl = 2;
      await registry.register("web1-8888", `${web1.address}:80`);
      await registry.register("web2-9999", `${web2.address}:80`, ttl);
      await eventually(() => saysOnly(one, two));
      await eventually(() => saysOnly(one), ttl * 1000 + 5000);
    });

    it("loses no request while it reloads 20 times", async () => {
      await registry.register("web1-8888", `${web1.address}:80`);
      await eventually(() => saysOnly(one));

      const statuses: (number | string)[] = [];
      let loading = true;
      const load = async () => {
        while (loading) {
          statuses.push(await fetch(lb.url).then(({ status }) => status, String));
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      };
      const loads = [load(), load(), load()];
      const before = await reloadsOf(lb);
      for (let change = 1; change <= 20; change++) {
        await (change % 2 === 1
          ? registry.register("web2-9999", `${web2.address}:80`)
          : registry.forget("web2-9999"));
        await eventually(async () => (await reloadsOf(lb)) >= before + change);
      }
      loading = false;
      await Promise.all(loads);

      expect(await reloadsOf(lb)).toBe(before + 20);
      expect(statuses.length).toBeGreaterThan(100);
      expect(statuses.filter((status) => status !== 200)).toEqual([]);
    });

    it("gives the request to the next server when one refuses it", async () => {
      await registry.register("gone", `${web2.address}:81`);
      await registry.register("web1-8888", `${web1.address}:80`);
      await eventually(() => saysOnly(one));
      expect([...(await askOften(lb, 20))]).toEqual([one]);
    });

    it("leaves out what is no address, and what could end a line of its configuration", async () => {
      await registry.register("odd", "web1.example; } #:80");
      await registry.register("name", "localhost:80");
      await registry.register("web1-8888", `${web1.address}:80`);
      await eventually(() => saysOnly(one));
    });

    it("says in one line of JSON each who answered", async () => {
      await ask(lb);
      await registry.register("web1-8888", `${web1.address}:80`);
      await eventually(() => saysOnly(one));
      const from = Date.now();
      await ask(lb);
      const until = Date.now();

      // Docker takes its time over what a container has printed.
      const lastLine = async () => (await requestsOf(lb)).at(-1);
      await eventually(async () => ((await lastLine())?.at ?? 0) >= from - clockStepMs);
      const last = await lastLine();
      expect(last).toEqual({
        at: last?.at,
        machine: "web1",
        unit: "web@8888.service",
        status: 200,
        upstream: `${web1.address}:80`,
      });
      expect(last?.at).toBeLessThanOrEqual(until + clockStepMs);
      expect(await requestsOf(lb)).toContainEqual({
        at: expect.any(Number) as number,
        machine: "",
        unit: "",
        status: 503,
        upstream: "",
      });
    });

    it("keeps its servers while etcd is away, and follows it again afterwards", async () => {
      await registry.register("web1-8888", `${web1.address}:80`);
      await eventually(() => saysOnly(one));
      await registry.container.stop();
      await eventually(async () => (await lb.logs()).err.includes("keeping the servers"));
      expect([...(await askOften(lb, 10))]).toEqual([one]);

      await registry.container.start();
      await eventually(() =>
        registry.register("web2-9999", `${web2.address}:80`).then(
          () => true,
          () => false,
        ),
      );
      await eventually(() => saysOnly(one, two));
    });

    it("follows Swarm's DNS where there is no etcd", async () => {
      const swarmed = await network.start("lb:1", { environment: { SWARM: "tasks.web:80" }, publish: 80 });
      await answers(swarmed.url);
      await eventually(async () => (await askOften(swarmed, 4)).size === 2);
      await web2.stop();
      await eventually(async () => (await reloadsOf(swarmed)) >= 2);
      expect([...(await askOften(swarmed, 10))]).toEqual([one]);
      await web1.stop();
      await eventually(async () => (await ask(swarmed)) === nobody);
    });
  },
);
