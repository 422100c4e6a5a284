/** What the contract suite needs to know of each cluster source. */
import type { ClusterAdapter } from "#server/app/ports.ts";
import type { WatchRequest } from "#server/app/ports.ts";
import { fleetCase } from "./clusters/fleet.ts";
import type { Recorded, SocketApi } from "../support/socket-api.ts";
import { kubernetesCase } from "./clusters/kubernetes.ts";
import { swarmCase } from "./clusters/swarm.ts";

export interface ClusterCase {
  /** Names of recordings in `tests/fixtures/clusters/<source>/`, and what they say (see `summary`). */
  readonly moments: Readonly<Record<string, readonly string[]>>;
  /** The recordings that the suite switches between: two that differ. */
  readonly first: string;
  readonly second: string;
  /** A path that is asked for in every reading. */
  readonly path: string;
  /** Paths that are kept open for events, where it has them. */
  readonly streams?: RegExp;
  /** Tells of a change on the streams, where it is not found by asking again. */
  tell?(api: SocketApi, now: Recorded): void;
  /** Why it cannot be tried here; null where it can. */
  readonly missing?: string | null;
  /** What it says of all that goes wrong, where its client has the words. */
  readonly trouble?: RegExp;
  /** The setting of a talk whose cluster is there. */
  request(api: SocketApi): WatchRequest;
}

export const clusterCases: Partial<Record<ClusterAdapter["source"], ClusterCase>> = {
  fleet: fleetCase,
  swarm: swarmCase,
  kubernetes: kubernetesCase,
};
