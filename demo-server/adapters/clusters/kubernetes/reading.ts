/** Nodes and pods of the Kubernetes API (core/v1), as far as the map shows them. */
import { z } from "zod";

import type { ClusterReading, UnitState } from "#core/cluster/model.ts";
import { unitId } from "#core/cluster/unit-id.ts";
import { id } from "#core/ids.ts";

import { withoutRegistry } from "../socket/image-name.ts";

const text = z.string().default("");
/** The client makes dates of times; what is read here is only whether there is one. */
const metadata = z.object({
  name: z.string(),
  labels: z.record(z.string(), z.string()).nullish(),
  deletionTimestamp: z.unknown().optional(),
});

export const node = z.object({
  metadata,
  spec: z.object({ unschedulable: z.boolean().nullish() }).nullish(),
  status: z
    .object({
      addresses: z.array(z.object({ type: text, address: text })).nullish(),
      conditions: z.array(z.object({ type: text, status: text })).nullish(),
    })
    .nullish(),
});

const containerState = z.object({ waiting: z.object({ reason: text }).nullish() });

export const pod = z.object({
  metadata,
  spec: z.object({
    nodeName: z.string().nullish(),
    containers: z.array(z.object({ image: text })).nullish(),
  }),
  status: z
    .object({
      phase: text,
      containerStatuses: z.array(z.object({ ready: z.boolean(), state: containerState.nullish() })).nullish(),
    })
    .nullish(),
});

export type Node = z.infer<typeof node>;
export type Pod = z.infer<typeof pod>;

/** What nodes and pods say of the cluster. A node that is not ready is no machine of the reading. */
export function kubernetesReading(nodes: Iterable<Node>, pods: Iterable<Pod>): ClusterReading {
  const ready = [...nodes].filter(isReady);
  const names = new Set(ready.map(({ metadata: { name } }) => name));
  // A job that has done its work is no part of the picture, nor is what is listed on a node that is lost.
  const shown = [...pods].filter(
    ({ status, spec: { nodeName } }) => status?.phase !== "Succeeded" && (!nodeName || names.has(nodeName)),
  );
  return {
    machines: ready.map((one) => ({
      id: id<"machine">(one.metadata.name),
      name: one.metadata.name,
      address: one.status?.addresses?.find(({ type }) => type === "InternalIP")?.address ?? "",
      labels: labelsOf(one),
    })),
    units: shown.map(unitOf),
  };
}

function isReady({ status }: Node): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") ?? false;
}

const rolePrefix = "node-role.kubernetes.io/";

/** Of a node's many labels those that a talk speaks of. */
function labelsOf({ metadata: { labels }, spec }: Node): Record<string, string> {
  const role = Object.keys(labels ?? {})
    .find((key) => key.startsWith(rolePrefix))
    ?.slice(rolePrefix.length);
  const said = labels?.role ?? role;
  return {
    ...(said === undefined ? {} : { role: said }),
    ...(spec?.unschedulable === true ? { availability: "cordoned" } : {}),
  };
}

function unitOf({ metadata: about, spec, status }: Pod): ClusterReading["units"][number] {
  const { name } = about;
  const machine = spec.nodeName ? id<"machine">(spec.nodeName) : null;
  const isLeaving = about.deletionTimestamp !== undefined && about.deletionTimestamp !== null;
  const containers = status?.containerStatuses ?? [];
  const reason = containers.map(({ state }) => state?.waiting?.reason ?? "").find((one) => one !== "");
  const phase = status?.phase ?? "";
  const isAllReady = containers.every(({ ready }) => ready);
  const image = spec.containers?.[0]?.image ?? "";
  return {
    id: unitId(name, machine),
    name,
    machine,
    desired: isLeaving ? "stopped" : "running",
    active: isLeaving ? "stopping" : activeOf(phase, { reason, isAllReady, isPlaced: machine !== null }),
    sub: isLeaving ? "Terminating" : (reason ?? phase),
    image: image === "" ? null : withoutRegistry(image),
  };
}

/** Reasons for which a container waits although it was tried. */
const failures = /BackOff$|^Err|Error$|^InvalidImageName$/;

function activeOf(
  phase: string,
  {
    reason = "",
    isAllReady,
    isPlaced,
  }: { reason: string | undefined; isAllReady: boolean; isPlaced: boolean },
): UnitState {
  if (phase === "Failed" || failures.test(reason)) return "failed";
  if (phase === "Running") return isAllReady ? "running" : "starting";
  return phase === "Pending" && isPlaced ? "starting" : "waiting";
}
