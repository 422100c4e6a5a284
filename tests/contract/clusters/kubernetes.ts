import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ClusterCase } from "../cluster-cases.ts";

const client = fileURLToPath(new URL("../../../node_modules/@kubernetes/client-node", import.meta.url));

const lb = "lb 10.0.0.1 role=control-plane";
const web1 = "web1 10.0.0.2";
const web2 = "web2 10.0.0.3";

export const kubernetesCase: ClusterCase = {
  // 75 MB that few need: it is not installed with kuroko, but by its set-up for tests.
  missing: existsSync(client) ? null : "needs npm run setup",
  first: "empty",
  second: "rollout",
  path: "/api/v1/nodes",
  streams: /[?&]watch=true/,
  tell: (api, { answers }) => {
    const pods = answers["/api/v1/namespaces/default/pods"] as { readonly items: readonly unknown[] };
    for (const object of pods.items) api.say({ type: "ADDED", object });
  },
  trouble: /^(Kubernetes|The server).*(answer|Check)/,
  moments: {
    empty: [lb, web1, web2],
    rollout: [
      lb,
      web1,
      "web2 10.0.0.3 availability=cordoned",
      "nowhere: web-7f9b-ddddd running/waiting Pending web:2",
      "web1: web-6d4c-aaaaa running/running Running web:1",
      "web1: web-7f9b-ccccc running/starting ContainerCreating web:2",
      "web2: web-6d4c-bbbbb stopped/stopping Terminating web:1",
      "web2: web-7f9b-eeeee running/failed ImagePullBackOff web:3",
    ],
    lost: [lb, web1, "web1: web-6d4c-aaaaa running/running Running web:1"],
  },
  request: (api) => {
    const kubeconfig = join(dirname(api.path), "kubeconfig");
    const config = {
      apiVersion: "v1",
      kind: "Config",
      "current-context": "test",
      clusters: [{ name: "test", cluster: { server: api.origin, "insecure-skip-tls-verify": true } }],
      contexts: [{ name: "test", context: { cluster: "test", user: "test" } }],
      users: [{ name: "test", user: {} }],
    };
    writeFileSync(kubeconfig, JSON.stringify(config));
    return { cluster: { source: "kubernetes", kubeconfig }, targets: {}, folder: "/" };
  },
};
