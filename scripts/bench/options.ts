import { z } from "zod";
import { UsageError } from "../cli/errors.ts";
import { tests, type TestName } from "./samples.ts";

const flags = z.object({
  rounds: z.coerce
    .number("--rounds takes a number")
    .int("--rounds takes a whole number")
    .min(1, "--rounds takes 1 to 20")
    .max(20, "--rounds takes 1 to 20"),
  only: z.enum(tests, `--only takes one of ${tests.join(", ")}`).optional(),
  quick: z.boolean(),
  json: z.boolean(),
});

export interface BenchOptions {
  readonly rounds: number;
  readonly tests: readonly TestName[];
  readonly json: boolean;
  readonly quick: boolean;
  readonly load: Load;
}

/** How much of everything. */
export interface Load {
  readonly keys: number;
  readonly fileBytes: number;
  readonly yesMs: number;
  readonly cast: { readonly minutes: number; readonly megabytes: number };
  /** Each is seven seeks. */
  readonly seekRepetitions: number;
  readonly map: { readonly busyMs: number; readonly idleMs: number };
  readonly audience: {
    /** Viewers; the last is also the most. */
    readonly sizes: readonly number[];
    readonly seconds: number;
    /** Viewers at one relay, and at two together. */
    readonly atRelays: number;
  };
  readonly understudy: { readonly steps: number; readonly comparisons: number };
}

const full: Load = {
  keys: 500,
  fileBytes: 50_000_000,
  yesMs: 10_000,
  cast: { minutes: 30, megabytes: 20 },
  seekRepetitions: 12,
  map: { busyMs: 15_000, idleMs: 5_000 },
  audience: { sizes: [100, 500, 1000, 2000], seconds: 20, atRelays: 1000 },
  understudy: { steps: 5, comparisons: 200 },
};
const small: Load = {
  keys: 60,
  fileBytes: 4_000_000,
  yesMs: 1_500,
  cast: { minutes: 3, megabytes: 1 },
  seekRepetitions: 1,
  map: { busyMs: 1_500, idleMs: 1_000 },
  audience: { sizes: [20, 50], seconds: 2, atRelays: 20 },
  understudy: { steps: 2, comparisons: 20 },
};

/** Checks flags as they came in. Throws a `UsageError`. */
export function parseOptions(raw: unknown): BenchOptions {
  const parsed = flags.safeParse(raw);
  if (!parsed.success) throw new UsageError(parsed.error.issues.map((issue) => issue.message).join("; "));
  const { rounds, only, quick, json } = parsed.data;
  return {
    rounds: quick ? 1 : rounds,
    tests: only ? [only] : tests,
    json,
    quick,
    load: quick ? small : full,
  };
}
