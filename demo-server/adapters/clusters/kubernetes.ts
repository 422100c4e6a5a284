import type { ClusterAdapter } from "#server/app/ports.ts";

import { KubernetesStore } from "./kubernetes/store.ts";
import { Poller } from "./socket/poller.ts";

/** How often it is looked whether the watches are still alive; what they tell is shown at once. */
const restingMs = 2000;

/** Kubernetes by its official client: nodes, and the pods of one namespace, by watch. */
export const cluster: ClusterAdapter = {
  source: "kubernetes",
  watch({ cluster: setting, folder }, listener) {
    const store = new KubernetesStore(setting, folder, () => poller.wake());
    const poller = new Poller(
      () => store.read(),
      listener,
      () => restingMs,
    );
    return {
      dispose: () => {
        poller.dispose();
        store.dispose();
      },
    };
  },
};
