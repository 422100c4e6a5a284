import { z } from "zod";
import { id } from "#core/ids.ts";
import { longestQuestion, reactions } from "#core/protocol/audience.ts";
import type { Relayed } from "#core/protocol/relay.ts";
import type { Said } from "#server/app/relay-wire.ts";
import { change, contact, machine, unit } from "../takes/cluster-file.ts";
import { showState } from "../show/schema.ts";

const name = z.string().min(1).max(200);
const pane = name.transform(id<"pane">);
const relay = name.transform(id<"relay">);
const at = { pane, epoch: name.transform(id<"epoch">), offset: z.int().nonnegative() };
const size = { cols: z.int().min(2).max(500), rows: z.int().min(1).max(300) };
const data = z.string().max(8 * 1024 * 1024);
const version = z.int().nonnegative();
const count = z.int().nonnegative().max(1_000_000);

const cluster = z.object({
  machines: z.record(name.transform(id<"machine">), machine),
  units: z.record(name.transform(id<"unit">), unit),
  contact,
});
const counts = z.partialRecord(z.enum(reactions), count);
const rules = z.object({ reactions: z.boolean(), questions: z.boolean() });

/** All that may come in from Redis: whoever writes there is believed no more than a window is. [P44] */
const schemas: { readonly [Name in keyof Relayed]: z.ZodType<Parameters<Relayed[Name]>[0]> } = {
  state: z.object({
    run: name,
    show: showState.nullable(),
    cluster: z.object({ version, cluster }).exactOptional(),
    now: z.number(),
    allows: rules,
  }),
  show: showState,
  output: z.object({ ...at, data }),
  screen: z.object({ ...at, ...size, data }),
  resized: z.object({ ...at, ...size }),
  cluster: z.object({ version, changes: z.array(change).max(10_000) }),
  allows: rules,
  reactions: counts,
  hello: relay,
  missed: z.object({ pane }),
  viewers: z.object({ relay, viewers: count }),
  react: counts,
  question: z.string().max(longestQuestion),
};

/** What was said, or null where nobody may say that. */
export function readSaid(saidName: unknown, message: unknown): Said | null {
  if (typeof saidName !== "string" || !Object.hasOwn(schemas, saidName)) return null;
  const known = saidName as keyof Relayed;
  const parsed = schemas[known].safeParse(message);
  return parsed.success ? ({ name: known, message: parsed.data } as Said) : null;
}
