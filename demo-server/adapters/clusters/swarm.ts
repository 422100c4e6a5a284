import type { ClusterAdapter } from "#server/app/ports.ts";

import { JsonApi } from "./socket/json-api.ts";
import { Poller, pollEveryMs } from "./socket/poller.ts";
import { tunnelTo } from "./socket/tunnel.ts";
import { readSwarm } from "./swarm/api.ts";
import { EventWatch } from "./swarm/events.ts";
import { isSettled, swarmReading } from "./swarm/reading.ts";

/** A swarm that stands still is asked less often: an event says when somebody changes it. */
const restingMs = 2000;

/**
 * Docker in Swarm mode, by the Engine API of a manager. Its events tell of nodes and services but not of tasks, so an
 * event only means that it is worth asking.
 */
export const cluster: ClusterAdapter = {
  source: "swarm",
  watch(request, listener) {
    const api = new JsonApi(tunnelTo(request.cluster.socket ?? "/var/run/docker.sock", request));
    const events = new EventWatch(api, () => poller.wake());
    const poller = new Poller(
      async () => {
        const answers = await readSwarm(api);
        events.open();
        return swarmReading(answers);
      },
      listener,
      (reading) => (isSettled(reading) ? restingMs : pollEveryMs),
    );
    return {
      dispose: () => {
        poller.dispose();
        events.dispose();
        api.dispose();
      },
    };
  },
};
