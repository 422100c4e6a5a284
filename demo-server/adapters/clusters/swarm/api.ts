/** Docker's Engine API as far as a reading needs it. Without a version in the path, every engine answers in its own. */
import { sentence } from "#core/sentences.ts";
import { z } from "zod";

import { RefusedCall, type JsonApi } from "../socket/json-api.ts";
import { ClusterTrouble } from "../socket/trouble.ts";

const text = z.string().default("");
const labels = z.record(z.string(), z.string()).nullish();

const node = z.object({
  ID: z.string(),
  Spec: z.object({ Labels: labels, Role: text, Availability: text }),
  Description: z.object({ Hostname: text }),
  Status: z.object({ State: text, Addr: text }),
  ManagerStatus: z.object({ Addr: text }).nullish(),
});

const service = z.object({ ID: z.string(), Spec: z.object({ Name: z.string() }) });

const task = z.object({
  ID: z.string(),
  CreatedAt: text,
  ServiceID: text,
  /** Absent where the service is global: one task on each node. */
  Slot: z.number().nullish(),
  NodeID: text,
  DesiredState: text,
  Status: z.object({ State: text }),
  Spec: z.object({ ContainerSpec: z.object({ Image: text }).nullish() }),
});

export type SwarmNode = z.infer<typeof node>;
export type SwarmTask = z.infer<typeof task>;

export interface SwarmAnswers {
  readonly nodes: readonly SwarmNode[];
  readonly services: readonly z.infer<typeof service>[];
  readonly tasks: readonly SwarmTask[];
}

/** Rejects with a `ClusterTrouble` unless all of it came. */
export async function readSwarm(api: JsonApi): Promise<SwarmAnswers> {
  const [nodes, services, tasks] = await Promise.all([
    list(api, "/nodes", node),
    list(api, "/services", service),
    list(api, "/tasks", task),
  ]);
  return { nodes, services, tasks };
}

async function list<Item>(api: JsonApi, path: string, item: z.ZodType<Item>): Promise<Item[]> {
  const read = z.array(item).safeParse(await answer(api, path));
  if (read.success) return read.data;
  const why = sentence("notDocker", { where: api.where, path });
  throw new ClusterTrouble(why, read.error);
}

/** Docker's own words for it are about commands that the reader of a map has not typed. */
async function answer(api: JsonApi, path: string): Promise<unknown> {
  try {
    return await api.get(path);
  } catch (cause) {
    if (!(cause instanceof RefusedCall) || cause.status !== 503) throw cause;
    const why = sentence("notManager", { where: api.where });
    throw new ClusterTrouble(why, cause);
  }
}
