import { z } from "zod";
import { id } from "#core/ids.ts";
import type { Failure } from "#core/steps/machine.ts";
import type { TakeManifest } from "#core/takes/manifest.ts";
import { failure as knownFailure } from "../show/schema.ts";
import { isSafeFileName } from "./names.ts";

/** More than a week is no talk. */
export const LONGEST_TAKE_MS = 7 * 24 * 3600 * 1000;
const ms = z.number().min(0).max(LONGEST_TAKE_MS);
const text = z.string().max(10_000);
const name = z.string().min(1).max(200);
const cells = z.int().min(1).max(2000);
const status = z.int().nullable();
const fileName = name.refine(isSafeFileName, "is not a plain file name");

const pane = z.object({
  pane: name.transform(id<"pane">),
  title: text,
  file: fileName,
  startsAtMs: ms,
  cols: cells,
  rows: cells,
});

/** Older takes say it in words. */
const toldFailure = text.transform((says): Failure => ({ kind: "told", says }));

const step = z
  .object({
    step: name.transform(id<"step">),
    pane: name.transform(id<"pane">),
    lines: z.array(text).max(1000),
    startMs: ms,
    enterMs: ms.nullable(),
    endMs: ms.nullable(),
    status,
    outcome: z.enum(["done", "failed", "open"]),
    failure: z.union([knownFailure, toldFailure]).optional(),
    keptScreensAfterMs: ms.optional(),
  })
  .refine(({ startMs, endMs }) => endMs === null || endMs >= startMs, "ends before it begins")
  .transform(({ failure, keptScreensAfterMs, ...rest }) => ({
    ...rest,
    ...(failure === undefined ? {} : { failure }),
    ...(keptScreensAfterMs === undefined ? {} : { keptScreensAfterMs }),
  }));

const cluster = z.object({ source: z.enum(["fleet", "swarm", "kubernetes"]), file: fileName });

const manifest = z.object({
  version: z.literal(1, { error: "was made by another version of kuroko" }),
  id: name.refine(isSafeFileName, "is not a plain folder name").transform(id<"take">),
  talk: name.refine(isSafeFileName, "is not a plain folder name").transform(id<"talk">),
  title: text,
  language: z.string().max(50),
  recordedAt: z.iso.datetime(),
  recordedOn: text,
  kuroko: z.string().max(100),
  durationMs: ms,
  panes: z.array(pane).max(100),
  steps: z.array(step).max(10_000),
  cluster: cluster.optional(),
});

/** Checks a manifest that may come from anybody. Throws a `ZodError`. */
export function parseManifest(value: unknown): TakeManifest {
  const { cluster: timeline, ...rest } = manifest.parse(value);
  return { ...rest, ...(timeline === undefined ? {} : { cluster: timeline }) };
}
