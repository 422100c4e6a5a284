/** fleet's HTTP API v1 (Documentation/api-v1.md of coreos/fleet), as far as a reading needs it. */
import { z } from "zod";
import { sentence } from "#core/sentences.ts";
import type { JsonApi } from "../socket/json-api.ts";
import { ClusterTrouble } from "../socket/trouble.ts";

const text = z.string().default("");
const machine = z.object({
  id: z.string(),
  primaryIP: text,
  metadata: z.record(z.string(), z.string()).nullish(),
});
const option = z.object({ section: text, name: text, value: text });
const unit = z.object({
  name: z.string(),
  options: z.array(option).nullish(),
  desiredState: text,
  currentState: text,
  machineID: text,
});
const state = z.object({
  name: z.string(),
  machineID: text,
  systemdActiveState: text,
  systemdSubState: text,
});

export type FleetMachine = z.infer<typeof machine>;
export type FleetUnit = z.infer<typeof unit>;
export type FleetState = z.infer<typeof state>;

/** Everything that fleet says, from all pages. */
export interface FleetAnswers {
  readonly machines: readonly FleetMachine[];
  readonly units: readonly FleetUnit[];
  readonly states: readonly FleetState[];
}

/** More pages than this are a server that goes round in a circle. */
const mostPages = 200;

/** Rejects with a `ClusterTrouble` unless every page came: half an answer would make machines vanish. */
export async function readFleet(api: JsonApi): Promise<FleetAnswers> {
  const [machines, units, states] = await Promise.all([
    allPages(api, "machines", machine),
    allPages(api, "units", unit),
    allPages(api, "state", state),
  ]);
  return { machines, units, states };
}

/** The key of the list in an answer. */
const lists = { machines: "machines", units: "units", state: "states" } as const;

async function allPages<Item>(
  api: JsonApi,
  resource: keyof typeof lists,
  item: z.ZodType<Item>,
): Promise<Item[]> {
  const page = z.object({
    // An empty list is left out: `{}`.
    [lists[resource]]: z.array(item).nullish(),
    nextPageToken: z.string().nullish(),
  });
  const items: Item[] = [];
  let token = "";
  for (let number = 0; number < mostPages; number++) {
    const query = token === "" ? "" : `?nextPageToken=${encodeURIComponent(token)}`;
    const read = page.safeParse(await api.get(`/fleet/v1/${resource}${query}`));
    if (!read.success) {
      const why = sentence("notFleet", { where: api.where, path: `/fleet/v1/${resource}` });
      throw new ClusterTrouble(why, read.error);
    }
    items.push(...((read.data[lists[resource]] as Item[] | null | undefined) ?? []));
    token = (read.data.nextPageToken as string | null | undefined) ?? "";
    if (token === "") return items;
  }
  throw new ClusterTrouble(sentence("tooManyPages", { where: api.where, pages: mostPages, resource }));
}
