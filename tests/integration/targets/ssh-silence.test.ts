import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Health } from "#server/app/ports.ts";

import { makeNetwork, noNetwork, type CuttableNetwork } from "../../../scripts/bench/cuttable-network.ts";
import { eventually } from "../../support/eventually.ts";
import { answers, noSshd, startSshd, type Sshd } from "../../support/sshd.ts";
import { openSsh } from "./open.ts";

/** A shell that dies with its connection must not hold locks in the home of who runs the tests. */
const homeless = ["SetEnv HOME=/"];

describe.skipIf(noSshd !== null)(`a connection that dies${noSshd ? ` (skipped: ${noSshd})` : ""}`, () => {
  it("is lost at once when the other side closes it", async () => {
    const sshd = await startSshd({ config: homeless });
    const shell = await openSsh(sshd.target());
    await shell.prompt();
    await sshd.stop();
    await shell.until(() => shell.end !== null, 2000);
    expect(shell.end).toMatchObject({
      why: "lost",
      reason: expect.stringContaining("open the pane again") as string,
    });
  });

  const skip = noNetwork === null ? "" : ` (skipped: ${noNetwork})`;
  describe.skipIf(noNetwork !== null)(`because its packets are dropped${skip}`, () => {
    let network: CuttableNetwork;
    let sshd: Sshd;

    beforeAll(async () => {
      network = makeNetwork();
      sshd = await startSshd({ address: network.address, within: network.within, config: homeless });
    });
    afterAll(async () => {
      await sshd.stop();
      network.remove();
    });

    beforeEach(() => eventually(() => answers(sshd.host, sshd.port)));

    it("is called silent, then lost within 10 s", async () => {
      const healths: Health[] = [];
      const shell = await openSsh(sshd.target(), { notify: (health) => healths.push(health) });
      await shell.prompt();
      const cutAt = performance.now();
      network.cut();
      await shell.until(() => shell.end !== null, 12_000);
      const noticedMs = performance.now() - cutAt;
      network.mend();
      expect(noticedMs).toBeLessThan(10_000);
      expect(shell.end).toMatchObject({
        why: "lost",
        reason: expect.stringMatching(/not answered for \d+ s/) as string,
      });
      expect(healths[0]).toEqual({ at: "ok" });
      const silences = healths.slice(1).map((health) => (health.at === "silent" ? health.ms : 0));
      expect(silences[0]).toBeLessThan(4000);
      expect(silences).toEqual(silences.toSorted((a, b) => a - b));
    });

    it("goes on when the packets come through again", async () => {
      const healths: Health[] = [];
      const shell = await openSsh(sshd.target({ keepaliveMs: 1000 }), {
        notify: (health) => healths.push(health),
      });
      await shell.prompt();
      network.cut();
      await eventually(() => healths.at(-1)?.at === "silent");
      network.mend();
      expect(await shell.run("echo still here")).toContain("\x07still here\r\n");
      expect(healths.at(-1)).toEqual({ at: "ok" });
      expect(shell.end).toBe(null);
    });

    it("is opened while the system still believes that there is no way, as soon as there is one", async () => {
      const route = (verb: string): Buffer => execFileSync("ip", ["route", verb, "unreachable", sshd.host]);
      route("add");
      let opening: ReturnType<typeof openSsh>;
      try {
        opening = openSsh(sshd.target());
        // The first try has failed by then.
        await expect(dialOnce(sshd)).rejects.toThrow("EHOSTUNREACH");
      } finally {
        route("del");
      }
      const shell = await opening;
      await shell.prompt();
    });
  });
});

async function dialOnce({ host, port }: Sshd): Promise<void> {
  const socket = connect({ host, port });
  await once(socket, "connect");
  socket.destroy();
}
