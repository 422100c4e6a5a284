import { afterAll, beforeAll, describe, expect, it } from "vitest";

import {
  makeJoinNetwork,
  noEtcd,
  type JoinMachine,
  type JoinNetwork,
} from "../support/digitalocean-network.ts";

const members = ["lb", "web1", "web2"];

describe.skipIf(noEtcd !== null)(
  `droplets that are told of each other, with a real etcd${noEtcd === null ? "" : ` (skipped: ${noEtcd})`}`,
  { timeout: 120_000 },
  () => {
    let network: JoinNetwork;
    let lb: JoinMachine;
    let web1: JoinMachine;
    let web2: JoinMachine;

    beforeAll(async () => {
      network = await makeJoinNetwork();
      lb = await network.machine("lb", "lb");
      web1 = await network.machine("web1", "web");
      web2 = await network.machine("web2", "web");
    });
    afterAll(() => network.remove());

    const joinAll = (machines: readonly JoinMachine[]) =>
      Promise.all(machines.map((machine) => machine.join(machines, members)));

    it("form one cluster, whoever is first, and find each other and the registry by name", async () => {
      const joined = await joinAll([lb, web1, web2]);
      expect(
        joined.map(({ status }) => status),
        JSON.stringify(joined),
      ).toEqual([0, 0, 0]);
      expect(memberAddresses(lb)).toEqual([lb, web1, web2].map(peerUrl));
      lb.etcd("keys/greeting", "hello");
      expect(web2.etcd("keys/greeting?quorum=true")).toContain("hello");
      expect(await web1.etc("hosts")).toContain(`${lb.address} registry.cluster`);
      expect(await web1.etc("kuroko/fleet.env")).toContain("FLEET_METADATA=role=web,name=web1");
    });

    it("are left alone when they are told once more", async () => {
      const before = await web1.etc("kuroko/etcd.env");
      expect(await joinAll([lb, web1, web2])).toMatchObject([{ status: 0 }, { status: 0 }, { status: 0 }]);
      expect(await web1.etc("kuroko/etcd.env")).toBe(before);
    });

    it("take in a machine that was made anew with another address, in the place of the one that is gone", async () => {
      await web2.lose();
      const again = await network.machine("web2", "web");
      const joined = await joinAll([lb, web1, again]);
      expect(
        joined.map(({ status }) => status),
        JSON.stringify(joined),
      ).toEqual([0, 0, 0]);
      expect(memberAddresses(lb)).toEqual([lb, web1, again].map(peerUrl));
      expect(again.etcd("keys/greeting?quorum=true")).toContain("hello");
      web2 = again;
    });

    it("take in a machine that has lost its data at its old address", async () => {
      await web1.lose();
      const joined = await joinAll([lb, web1, web2]);
      expect(
        joined.map(({ status }) => status),
        JSON.stringify(joined),
      ).toEqual([0, 0, 0]);
      expect(memberAddresses(lb)).toHaveLength(3);
      expect(web1.etcd("keys/greeting?quorum=true")).toContain("hello");
    });

    it("reach etcd from a fourth machine, which is no member", async () => {
      const web3 = await network.machine("web3", "web");
      const joined = await joinAll([lb, web1, web2, web3]);
      expect(
        joined.map(({ status }) => status),
        JSON.stringify(joined),
      ).toEqual([0, 0, 0, 0]);
      expect(web3.etcd("keys/greeting")).toContain("hello");
      expect(memberAddresses(lb)).toHaveLength(3);
    });

    it("say where to look when Terraform's address is not the machine's", async () => {
      const wrong = { ...lb, address: "198.19.0.99" };
      const { status, said } = await lb.join([wrong, web1, web2], members);
      expect(status).toBe(1);
      expect(said).toContain(`the droplet says that its address is ${lb.address}`);
    });
  },
);

function peerUrl({ address }: JoinMachine): string {
  return `http://${address}:2380`;
}

/** Peer addresses of the cluster's members, sorted. */
function memberAddresses(machine: JoinMachine): string[] {
  const { members: all } = JSON.parse(machine.etcd("members")) as { members: { peerURLs: string[] }[] };
  return all.flatMap(({ peerURLs }) => peerURLs).sort();
}
