import { id } from "#core/ids.ts";
import type { ClusterCase } from "../cluster-cases.ts";

const lb = "lb 172.30.45.11 role=lb";
const web1 = "web1 172.30.45.12 role=web";
const web2 = "web2 172.30.45.13 role=web";

export const fleetCase: ClusterCase = {
  first: "empty",
  second: "running",
  path: "/fleet/v1/state",
  moments: {
    empty: [lb, web1, web2],
    // Machines were chosen for two, but no agent has said anything: fleet's state is still `{}`.
    launched: [
      lb,
      web1,
      web2,
      "nowhere: discovery@8888.service running/waiting",
      "lb: lb.service running/waiting  lb:1",
      "web2: web@8888.service running/waiting  web:1",
    ],
    starting: [
      lb,
      web1,
      web2,
      "lb: lb.service running/starting start-pre lb:1",
      "web2: discovery@8888.service running/waiting dead",
      "web2: web@8888.service running/starting start-pre web:1",
    ],
    running: [
      lb,
      web1,
      web2,
      "lb: lb.service running/running running lb:1",
      "web1: discovery@9999.service running/running running",
      "web1: web@9999.service running/running running web:2",
      "web2: discovery@8888.service running/running running",
      "web2: web@8888.service running/running running web:1",
    ],
    // Listed on web2 and on web1 at once; what nothing else can host waits.
    lost: [
      lb,
      web1,
      "lb: lb.service running/running running lb:1",
      "nowhere: discovery@8888.service running/waiting",
      "nowhere: web@8888.service running/waiting  web:1",
      "web1: discovery@9999.service running/running running",
      "web1: roam@1.service running/waiting dead",
      "web1: roam@2.service running/running running",
      "web1: roam@3.service running/waiting dead",
      "web1: roam@4.service running/running running",
      "web1: web@9999.service running/running running web:2",
    ],
    moved: [
      lb,
      web1,
      "lb: lb.service running/running running lb:1",
      "nowhere: discovery@8888.service running/waiting",
      "nowhere: web@8888.service running/waiting  web:1",
      "web1: discovery@9999.service running/running running",
      "web1: roam@1.service running/running running",
      "web1: roam@2.service running/running running",
      "web1: roam@3.service running/running running",
      "web1: roam@4.service running/running running",
      "web1: web@9999.service running/running running web:2",
    ],
  },
  request: ({ path: socket }) => ({
    cluster: { source: "fleet", target: id("local"), socket },
    targets: { local: { kind: "local", env: {} } },
    folder: "/",
  }),
};
