import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startRegistry, type Registry } from "../support/demo-balancer.ts";
import {
  buildImages,
  makeNetwork,
  whyNoContainers,
  type Container,
  type DemoNetwork,
} from "../support/demo-containers.ts";
import { eventually } from "../support/eventually.ts";
import { parseUnit, valuesOf } from "../support/unit-file.ts";

const missing = await whyNoContainers();
const file = join(import.meta.dirname, "../../assets/demo/units/discovery@.service");

/** A command line of discovery@80.service as systemd would run it on the machine web1 with that address. */
function commandOf(option: string, address: string): string {
  const unit = parseUnit(readFileSync(file, "utf8"));
  const service = (name: string) => valuesOf(unit, "Service", name).at(-1) ?? "";
  return service(option)
    .replaceAll("${KEY}", service("Environment").replace("KEY=", ""))
    .replaceAll("${COREOS_PRIVATE_IPV4}", address)
    .replaceAll("%i", "80")
    .replaceAll("%H", "web1");
}

describe.skipIf(missing !== null)(`the demo's sidekick${missing ? ` (skipped: ${missing})` : ""}`, () => {
  let network: DemoNetwork;
  let registry: Registry;
  let web: Container;

  // Beside etcd, which the unit expects on its own machine.
  const run = (option: string) =>
    network.start("web:1", {
      beside: registry.container,
      command: ["sh", "-c", commandOf(option, web.address)],
    });
  const registered = async () => (await registry.values())["web1-80"];

  beforeAll(async () => {
    await buildImages();
    network = await makeNetwork();
    registry = await startRegistry(network);
    web = await network.start("web:1");
  }, 600_000);
  afterAll(() => network.remove());

  it("registers a web server that is well, keeps it, and takes it back when it stops", async () => {
    const sidekick = await run("ExecStart");
    await eventually(async () => (await registered()) === `${web.address}:80`, 5000);
    await sidekick.stop();
    expect(await registered()).toBe(`${web.address}:80`);
    await run("ExecStopPost");
    await eventually(async () => (await registered()) === undefined, 2000);
  });

  it("lets the key of a web server that does not answer run out", async () => {
    await run("ExecStart");
    await eventually(async () => (await registered()) !== undefined, 5000);
    await web.stop();
    await eventually(async () => (await registered()) === undefined, 15_000);
  });
});
