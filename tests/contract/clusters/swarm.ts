import { id } from "#core/ids.ts";
import type { ClusterCase } from "../cluster-cases.ts";

const lb = "lb 172.30.45.11 manager=yes role=lb";
const web1 = "web1 172.30.45.12 role=web";

export const swarmCase: ClusterCase = {
  first: "starting",
  second: "running",
  path: "/tasks",
  streams: /^\/events/,
  moments: {
    empty: [lb, web1],
    starting: [
      lb,
      web1,
      "nowhere: web.2 running/waiting pending web:1",
      "web1: web.1 running/starting preparing web:1",
    ],
    updating: [
      lb,
      web1,
      "nowhere: web.1 running/waiting pending web:2",
      "web1: web.1 stopped/stopping running web:1",
    ],
    running: [
      lb,
      web1,
      "lb: probe.lb running/running running web:1",
      "web1: probe.web1 running/running running web:1",
      "web1: web.1 running/running running web:2",
    ],
    lost: [lb, "lb: probe.lb running/running running web:1", "nowhere: web.1 running/waiting pending web:2"],
  },
  request: ({ path: socket }) => ({
    cluster: { source: "swarm", target: id("local"), socket },
    targets: { local: { kind: "local", env: {} } },
    folder: "/",
  }),
};
