import type { ClusterSetting, ClusterSourceKind, FollowedRequests } from "#core/deck/model.ts";
import { unknown } from "#core/deck/wording.ts";
import { id, type PaneId, type TargetName } from "#core/ids.ts";
import type { ForgivingReader } from "./forgiving.ts";
import { given, isLost } from "./given.ts";
import type { Panes } from "./panes.ts";
import type { Targets } from "./targets.ts";
import { text } from "./values.ts";

/** What a front matter says of the cluster, or what is said to a slide that wants to show it. */
export type Cluster = { readonly setting: ClusterSetting } | { readonly whyNoMap: string };

const sources: readonly ClusterSourceKind[] = ["fleet", "swarm", "kubernetes"];
const socketKeys: readonly string[] = ["target", "socket"];
const kubernetesKeys: readonly string[] = ["kubeconfig", "context", "namespace"];
/** All keys of `cluster:`, whatever its source. */
export const clusterKeys: readonly string[] = [
  "source",
  ...socketKeys,
  ...kubernetesKeys,
  "terraform",
  "requests",
];

const none = `this talk has no cluster: say in the front matter where it is, like "cluster: { source: swarm }"`;
const broken = "the map cannot be drawn: the talk's cluster is declared wrongly";

const local = id<"target">("local");

/** What a cluster's keys may name. */
interface Known {
  readonly targets: Targets;
  readonly panes: Panes;
}

/** Reads `cluster:`. One that is wrong is not used at all: a guess could ask the wrong machine. */
export function readCluster(reader: ForgivingReader, data: unknown, known: Known): Cluster {
  if (data === undefined || data === null) return { whyNoMap: none };
  const setting = readSetting(reader, typeof data === "string" ? { source: data } : data, known);
  return setting ? { setting } : { whyNoMap: broken };
}

function readSetting(reader: ForgivingReader, data: unknown, known: Known): ClusterSetting | undefined {
  const path = ["cluster"];
  const fields = reader.fields(clusterKeys, data, path);
  const source = fields && readSource(reader, fields.get("source"), path);
  if (!source || hasForeignKeys(reader, fields, source, path)) return undefined;
  const usual = source === "kubernetes" ? undefined : local;
  const target = readTarget(reader, fields.get("target") ?? usual, known.targets, [...path, "target"]);
  const [socket, kubeconfig, context, namespace] = ["socket", ...kubernetesKeys].map((key) =>
    reader.field(text, fields, key, path),
  );
  const terraform = readPane(reader, fields.get("terraform"), known.panes, [...path, "terraform"]);
  const requests = readRequests(reader, fields.get("requests"), known.targets, [...path, "requests"]);
  const read = { target, socket, kubeconfig, context, namespace, terraform, requests };
  return isLost(fields, read) ? undefined : { source, ...given(read) };
}

function readSource(
  reader: ForgivingReader,
  data: unknown,
  path: readonly string[],
): ClusterSourceKind | undefined {
  const source = sources.find((one) => one === data);
  if (source) return source;
  const said = typeof data === "string" ? data : JSON.stringify(data);
  const why =
    data === undefined || data === null ? `a cluster needs a source` : unknown("source", said, sources);
  reader.problem([...path, "source"], `cluster: ${why}`);
  return undefined;
}

function hasForeignKeys(
  reader: ForgivingReader,
  fields: ReadonlyMap<string, unknown>,
  source: ClusterSourceKind,
  path: readonly string[],
): boolean {
  const foreign = (source === "kubernetes" ? socketKeys : kubernetesKeys).filter((key) => fields.has(key));
  for (const key of foreign) {
    reader.problem([...path, key], `cluster: "${key}" means nothing to ${source}: leave it out`);
  }
  return foreign.length > 0;
}

function readTarget(
  reader: ForgivingReader,
  data: unknown,
  { usable, broken: wrong }: Targets,
  path: readonly string[],
): TargetName | undefined {
  if (data === undefined || data === null) return undefined;
  const name = reader.value(text, data, path);
  if (name === undefined) return undefined;
  const target = [...usable.keys()].find((one) => one === name);
  if (!target) {
    const why = wrong.has(name)
      ? `its target "${name}" is declared wrongly`
      : unknown("target", name, [...usable.keys(), ...wrong]);
    reader.problem(path, `cluster: ${why}`);
  }
  return target;
}

function readPane(
  reader: ForgivingReader,
  data: unknown,
  { choice }: Panes,
  path: readonly string[],
): PaneId | undefined {
  if (data === undefined || data === null) return undefined;
  const name = reader.value(text, data, path);
  if (name === undefined) return undefined;
  if (choice.open) return id<"pane">(name);
  const pane = choice.known.find((one) => one === name);
  if (!pane) reader.problem(path, `cluster: ${unknown("pane", name, choice.known)}`);
  return pane;
}

function readRequests(
  reader: ForgivingReader,
  data: unknown,
  targets: Targets,
  path: readonly string[],
): FollowedRequests | undefined {
  if (data === undefined || data === null) return undefined;
  const fields = reader.fields(["target", "follow"], data, path);
  if (!fields) return undefined;
  const target = readTarget(reader, fields.get("target") ?? local, targets, [...path, "target"]);
  const command = reader.field(text, fields, "follow", path);
  if (!fields.has("follow")) {
    reader.problem(path, `requests needs "follow": a command that prints a line of JSON for each request`);
  }
  return target === undefined || command === undefined ? undefined : { target, command };
}
