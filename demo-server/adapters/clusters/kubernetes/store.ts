import { z } from "zod";

import type { ClusterReading } from "#core/cluster/model.ts";
import type { ClusterSetting } from "#core/deck/model.ts";
import type { Sentence } from "#core/said.ts";
import { sentence } from "#core/sentences.ts";
import type { Disposable } from "#server/app/ports.ts";

import { callTimeoutMs } from "../socket/json-api.ts";
import { ClusterTrouble, sentenceOf } from "../socket/trouble.ts";
import { kubernetesReading, node, pod, type Node, type Pod } from "./reading.ts";
import { openServer, type KubernetesServer } from "./server.ts";

/** An API server that has said nothing for so long is asked whether it is there. */
const probeAfterMs = 4000;

const list = z.object({
  metadata: z.object({ resourceVersion: z.string().default("") }),
  items: z.array(z.unknown()),
});

/** All nodes and the namespace's pods: listed once, then kept up to date by two watches. */
export class KubernetesStore implements Disposable {
  readonly #setting: ClusterSetting;
  readonly #folder: string;
  readonly #changed: () => void;
  #nodes = new Map<string, Node>();
  #pods = new Map<string, Pod>();
  #watches: AbortController[] | null = null;
  #server: KubernetesServer | null = null;
  #heardAt = 0;
  #over = false;

  constructor(setting: ClusterSetting, folder: string, changed: () => void) {
    this.#setting = setting;
    this.#folder = folder;
    this.#changed = changed;
  }

  /** Rejects with a `ClusterTrouble` when the API server does not answer. */
  async read(): Promise<ClusterReading> {
    try {
      if (!this.#watches) await this.#begin();
      else if (performance.now() - this.#heardAt > probeAfterMs) await this.#probe();
    } catch (cause) {
      this.#end();
      throw cause instanceof ClusterTrouble ? cause : new ClusterTrouble(explained(cause), cause);
    }
    return kubernetesReading(this.#nodes.values(), this.#pods.values());
  }

  dispose(): void {
    this.#over = true;
    this.#end();
  }

  async #begin(): Promise<void> {
    this.#server ??= await openServer(this.#setting, this.#folder);
    const { api, namespace } = this.#server;
    const [nodes, pods] = await within(Promise.all([api.listNode({}), api.listNamespacedPod({ namespace })]));
    const [allNodes, allPods] = [listed(nodes, node), listed(pods, pod)];
    this.#nodes = allNodes.items;
    this.#pods = allPods.items;
    this.#heardAt = performance.now();
    const watches: AbortController[] = [];
    this.#watches = watches;
    const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
    await within(
      Promise.all([
        this.#watch(watches, "/api/v1/nodes", allNodes, node),
        this.#watch(watches, path, allPods, pod),
      ]),
    );
  }

  async #watch<Item extends Node | Pod>(
    watches: AbortController[],
    path: string,
    { items, version }: Listed<Item>,
    schema: z.ZodType<Item>,
  ): Promise<void> {
    if (!this.#server) return;
    const { client, config } = this.#server;
    const heard = (phase: string, object: unknown): void => {
      this.#heardAt = performance.now();
      const read = schema.safeParse(object);
      if (!read.success || phase === "BOOKMARK") return;
      if (phase === "DELETED") items.delete(read.data.metadata.name);
      else items.set(read.data.metadata.name, read.data);
      this.#changed();
    };
    // However it ends, what it would have told is listed anew.
    const over = (): void => {
      if (this.#watches !== watches) return;
      this.#end();
      if (!this.#over) this.#changed();
    };
    const query = { resourceVersion: version, allowWatchBookmarks: true };
    const watch = await new client.Watch(config).watch(path, query, heard, over);
    watches.push(watch);
    if (this.#over || this.#watches !== watches) watch.abort();
  }

  async #probe(): Promise<void> {
    await within(this.#server?.api.listNode({ limit: 1 }) ?? Promise.resolve(null));
    this.#heardAt = performance.now();
  }

  #end(): void {
    const watches = this.#watches ?? [];
    this.#watches = null;
    for (const watch of watches) watch.abort();
  }
}

interface Listed<Item> {
  readonly items: Map<string, Item>;
  readonly version: string;
}

function listed<Item extends Node | Pod>(answer: unknown, schema: z.ZodType<Item>): Listed<Item> {
  const whole = list.safeParse(answer);
  const items = whole.success ? z.array(schema).safeParse(whole.data.items) : null;
  if (!whole.success || !items?.success) {
    throw new ClusterTrouble(sentence("notKubernetes"));
  }
  return {
    items: new Map(items.data.map((item) => [item.metadata.name, item])),
    version: whole.data.metadata.resourceVersion,
  };
}

function within<Answer>(answer: Promise<Answer>): Promise<Answer> {
  const seconds = callTimeoutMs / 1000;
  const why = sentence("kubernetesSilent", { seconds });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new ClusterTrouble(why)), callTimeoutMs);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function explained(cause: unknown): Sentence {
  const said = sentenceOf(cause).split("\n")[0]?.slice(0, 300) ?? "";
  return sentence("kubernetesBroke", { why: said });
}
