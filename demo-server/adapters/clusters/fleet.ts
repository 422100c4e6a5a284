import type { ClusterAdapter } from "#server/app/ports.ts";

import { readFleet } from "./fleet/api.ts";
import { fleetReading } from "./fleet/reading.ts";
import { JsonApi } from "./socket/json-api.ts";
import { Poller } from "./socket/poller.ts";
import { tunnelTo } from "./socket/tunnel.ts";

/** coreos/fleet 1.0.0, by its HTTP API v1. It has no watch and no times: it is asked twice a second. */
export const cluster: ClusterAdapter = {
  source: "fleet",
  watch(request, listener) {
    const api = new JsonApi(tunnelTo(request.cluster.socket ?? "/var/run/fleet.sock", request));
    const poller = new Poller(async () => fleetReading(await readFleet(api)), listener);
    return {
      dispose: () => {
        poller.dispose();
        api.dispose();
      },
    };
  },
};
