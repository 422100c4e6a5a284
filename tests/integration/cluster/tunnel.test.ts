import { spawnSync } from "node:child_process";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { SshTarget } from "#core/deck/model.ts";
import { id } from "#core/ids.ts";
import { cluster as fleet } from "#server/adapters/clusters/fleet.ts";
import { followRequests } from "#server/adapters/clusters/requests/follow.ts";
import type { Disposable, WatchRequest } from "#server/app/ports.ts";

import { eventually } from "../../support/eventually.ts";
import { HeardCluster } from "../../support/heard-cluster.ts";
import { noSshd, startSshd, type Sshd } from "../../support/sshd.ts";
import { recordedAnswers, SocketApi } from "../../support/socket-api.ts";

const hasTerraform = spawnSync("terraform", ["version"]).error === undefined;
const noTerraform = hasTerraform ? "" : " (skipped: terraform is not installed)";

describe.skipIf(noSshd !== null)(
  `a cluster behind an SSH server${noSshd ? ` (skipped: ${noSshd})` : ""}`,
  () => {
    let sshd: Sshd;
    let api: SocketApi;
    let heard: HeardCluster;
    let watching: Disposable | null = null;

    beforeAll(async () => {
      sshd = await startSshd();
    });
    afterAll(() => sshd.stop());
    beforeEach(async () => {
      heard = new HeardCluster();
      api = await SocketApi.make();
      api.answerAs(await recordedAnswers("fleet", "running"));
    });
    afterEach(async () => {
      watching?.dispose();
      watching = null;
      await api[Symbol.asyncDispose]();
    });

    const request = (target: SshTarget): WatchRequest => ({
      cluster: { source: "fleet", target: id("lb"), socket: api.path },
      targets: { lb: target },
      folder: "/",
    });

    it("is asked through a forwarded socket, over one connection and few streams", async () => {
      await api.listen();
      watching = fleet.watch(request(sshd.target()), heard);
      await eventually(() => heard.readings.length >= 4);
      expect(heard.last?.machines.map(({ name }) => name)).toEqual(["lb", "web2", "web1"]);
      expect(heard.silences).toEqual([]);
      expect(sshd.log().match(/Accepted publickey/g)).toHaveLength(1);
      expect(api.connections).toBeLessThanOrEqual(4);
      watching.dispose();
      await eventually(async () => (await sshd.sessions()).length === 0);
      expect(api.connections).toBe(0);
    });

    it("that has no such socket says where it was looked for, and is asked again over the same connection", async () => {
      watching = fleet.watch(request(sshd.target()), heard);
      await eventually(() => heard.silences.length > 0);
      expect(heard.silences[0]).toMatch(/could not open .*api\.sock: .*Check that the daemon runs there/);
      await api.listen();
      await eventually(() => heard.isHeard);
    });

    it("is asked over a new connection when the old one has broken", async () => {
      await api.listen();
      watching = fleet.watch(request(sshd.target()), heard);
      await eventually(() => heard.isHeard);
      for (const { pid } of await sshd.sessions()) process.kill(pid, "SIGKILL");
      await eventually(() => heard.silences.length > 0);
      await eventually(() => heard.isHeard);
    });

    it("whose host key is not known is not asked, and says what to do", async () => {
      watching = fleet.watch(request(sshd.target({ knownHosts: `${sshd.folder}/none` })), heard);
      await eventually(() => heard.silences.length > 0);
      expect(heard.silences[0]).toMatch(/The host key of .* is not known/);
    });

    it.skipIf(!hasTerraform)(
      `that Terraform has not made is absent, and no trouble${noTerraform}`,
      async () => {
        const host = { from: "terraform", directory: sshd.folder, path: "machines.lb" } as const;
        const target = sshd.target({ host });
        watching = fleet.watch(request(target), heard);
        await eventually(() => heard.absences > 0);
        expect(heard.silences).toEqual([]);
      },
    );

    it("follows its requests, and runs the command again when it has ended", async () => {
      const told: string[] = [];
      const command = `echo noise; echo '{"machine":"web1","unit":"a"}'; echo '{"machine":1}'`;
      const requests = { target: id<"target">("lb"), command };
      watching = followRequests({ ...request(sshd.target()), requests }, ({ machine, unit }) =>
        told.push(`${machine} ${unit}`),
      );
      await eventually(() => told.length >= 2);
      expect(new Set(told)).toEqual(new Set(["web1 a"]));
    });
  },
);
