import { afterAll, beforeAll, describe, expect, it } from "vitest";

import {
  answers,
  buildImages,
  makeNetwork,
  whyNoContainers,
  type DemoNetwork,
} from "../support/demo-containers.ts";

const missing = await whyNoContainers();

describe.skipIf(missing !== null)(
  `the demo's web container${missing ? ` (skipped: ${missing})` : ""}`,
  () => {
    let network: DemoNetwork;
    let url: string;

    const serve = async (image: string, environment: Record<string, string>) => {
      const web = await network.start(image, { environment, publish: 80 });
      await answers(web.url);
      return web.url;
    };

    beforeAll(async () => {
      await buildImages();
      network = await makeNetwork();
      url = await serve("web:1", { MACHINE: "web1", UNIT: "web@8888.service" });
    }, 600_000);
    afterAll(() => network.remove());

    it("tells curl in one line what answered and where", async () => {
      const reply = await fetch(url, { headers: { accept: "*/*" } });
      expect(await reply.text()).toBe("DEMO container 1 on web1\n");
      expect(reply.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    });

    it("names the machine and the unit in headers, whatever was asked for", async () => {
      for (const path of ["/", "/health", "/some/where"]) {
        const { headers, status } = await fetch(url + path);
        expect(status).toBe(200);
        expect(headers.get("x-kuroko-machine")).toBe("web1");
        expect(headers.get("x-kuroko-unit")).toBe("web@8888.service");
      }
    });

    it("shows browsers a page with the same facts, and asks no other host for anything", async () => {
      const reply = await fetch(url, { headers: { accept: "text/html,*/*;q=0.8" } });
      const page = await reply.text();
      expect(reply.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(reply.headers.get("vary")).toBe("Accept");
      expect(page).toContain("<title>DEMO container 1 on web1</title>");
      expect(page).toContain("web@8888.service");
      expect(page).not.toMatch(/\{\{|https?:/);
    });

    it("answers its health check", async () => {
      expect(await (await fetch(`${url}/health`)).text()).toBe("ok\n");
    });

    it("has its version from the image and takes no markup from the environment", async () => {
      const other = await serve("web:2", { MACHINE: 'a"; return 500; <b>&', UNIT: "s/x/y/\nz" });
      const reply = await fetch(other);
      expect(await reply.text()).toBe("DEMO container 2 on areturn500b\n");
      expect(reply.headers.get("x-kuroko-unit")).toBe("sxyz");
    });
  },
);
