/** The cluster's timeline of a take, as it lies on the disk. It may come from anybody: every line is checked. */
import { z } from "zod";
import type { TimedChange } from "#core/cluster/timeline.ts";
import { id } from "#core/ids.ts";
import { readClusterText, TakeError, type Take } from "./read.ts";
import { LONGEST_TAKE_MS } from "./schema.ts";

const name = z.string().min(1).max(1000);
const text = z.string().max(10_000);
const machineId = name.transform(id<"machine">);
const unitId = name.transform(id<"unit">);
/** What is older than the take has a negative time. */
const time = z.number();

export const machine = z.object({
  id: machineId,
  name,
  address: text,
  labels: z.record(text, text),
  state: z.enum(["creating", "starting", "up", "lost", "leaving"]),
  since: time,
});

export const unit = z.object({
  id: unitId,
  name,
  machine: machineId.nullable(),
  desired: z.enum(["running", "stopped"]),
  active: z.enum(["waiting", "starting", "running", "stopping", "stopped", "failed"]),
  sub: text,
  image: text.nullable(),
  since: time,
});

export const contact = z.discriminatedUnion("at", [
  z.object({ at: z.literal("none") }),
  z.object({ at: z.literal("heard") }),
  z.object({ at: z.literal("absent") }),
  z.object({ at: z.literal("silent"), lastHeard: time.nullable(), why: text }),
]);

export const change = z.discriminatedUnion("to", [
  z.object({ to: z.literal("machine"), machine }),
  z.object({ to: z.literal("machineGone"), id: machineId }),
  z.object({ to: z.literal("unit"), unit }),
  z.object({ to: z.literal("unitGone"), id: unitId }),
  z.object({ to: z.literal("contact"), contact }),
  z.object({ to: z.literal("request"), machine: name, unit: name }),
]);

const entry = z.tuple([z.number().min(0).max(LONGEST_TAKE_MS), change]);

/** The take's timeline; null where it has none. Rejects with a `TakeError` that knows the line of the mistake. */
export async function readTimeline(take: Take): Promise<TimedChange[] | null> {
  const file = await readClusterText(take);
  return file === null ? null : parseTimeline(file);
}

/** Reads the lines of `cluster.jsonl`. A last line without its end was torn by a crash and is left out. */
export function parseTimeline(file: string): TimedChange[] {
  const lines = file.split("\n");
  lines.pop();
  let lastMs = 0;
  return lines.map((line, index) => {
    const read = readEntry(line, index + 1);
    if (read[0] < lastMs) throw damaged(index + 1, "is earlier than the line before it");
    lastMs = read[0];
    return read;
  });
}

function readEntry(line: string, number: number): TimedChange {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw damaged(number, "is not JSON", cause);
  }
  const read = entry.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw damaged(
    number,
    `is no change: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.trimEnd(),
    read.error,
  );
}

function damaged(line: number, why: string, cause?: unknown): TakeError {
  return new TakeError("damaged", `the cluster's timeline cannot be read: line ${line} ${why}`, {
    line,
    cause,
  });
}
