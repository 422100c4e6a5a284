import { z } from "zod";
import type { Seen } from "#core/compare/seen.ts";
import type { Expectation } from "#core/deck/model.ts";
import { id } from "#core/ids.ts";
import { actionNames, type Press } from "#core/show/press.ts";
import type { ShowState } from "#core/show/state.ts";
import type { Failure, Tries } from "#core/steps/machine.ts";
import { asSaid } from "#core/said.ts";

/** More than a week is no talk. */
export const ms = z
  .number()
  .min(0)
  .max(7 * 24 * 3600 * 1000);
const text = z.string().max(2000);
export const name = z.string().min(1).max(200);
const status = z.int();
const slide = z.int().nonnegative().max(10_000);
const mostEntries = 2000;

export const window = name.transform(id<"window">);
export const pane = name.transform(id<"pane">);
export const step = name.transform(id<"step">);
const request = name.transform(id<"request">);

const not = z.boolean();
const expectation = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("text"), text, not }),
  z.strictObject({ kind: z.literal("pattern"), source: text, flags: z.string().max(10), not }),
  z.strictObject({ kind: z.literal("json"), wish: text, not }),
]) satisfies z.ZodType<Expectation>;

const unmet = z.strictObject({ expected: expectation, instead: text.nullable() });

export const failure = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("exit"), status }),
  z.strictObject({ kind: z.literal("timeout"), afterMs: ms }),
  z.strictObject({ kind: z.literal("expectation"), unmet }),
  z.strictObject({ kind: z.literal("lost"), reason: text.transform(asSaid) }),
  z.strictObject({ kind: z.literal("cancelled") }),
  z.strictObject({ kind: z.literal("told"), says: text }),
]) satisfies z.ZodType<Failure>;

const trouble = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("step"), step, why: failure }),
  z.strictObject({ kind: z.enum(["silent", "lost", "server"]) }),
]);

const by = z.enum(["shell", "take"]);

const shownPane = z.strictObject({
  by,
  soughtMs: ms.exactOptional(),
  at: z.enum(["closed", "opening", "open", "unknownHost", "stalled", "lost"]),
  keyboard: z.boolean(),
  asks: trouble.nullable(),
});

const tries = z.strictObject({
  run: z.int().min(1).max(1000),
  of: z.int().min(1).max(1000),
  waits: failure.nullable(),
}) satisfies z.ZodType<Tries>;

const seen = z.discriminatedUnion("as", [
  z.strictObject({ as: z.literal("same") }),
  z.strictObject({ as: z.literal("differs"), recorded: text.nullable(), now: text.nullable() }),
]) satisfies z.ZodType<Seen>;

const shownStep = z.discriminatedUnion("at", [
  z.strictObject({ by, at: z.literal("typing"), forMs: ms }),
  z.strictObject({ by, at: z.literal("running"), forMs: ms, tries: tries.exactOptional() }),
  z.strictObject({ by, at: z.literal("done"), status: status.nullable(), ms, seen: seen.exactOptional() }),
  z.strictObject({ by, at: z.literal("failed"), why: failure, ms, seen: seen.exactOptional() }),
]);

const nextPress = z.discriminatedUnion("will", [
  z.strictObject({ will: z.enum(["run", "finishTyping", "wait", "reveal"]), step }),
  z.strictObject({ will: z.literal("fragment") }),
  z.strictObject({ will: z.literal("slide"), slide }),
  z.strictObject({ will: z.literal("end") }),
]);

/** A state of the show as it comes in from a window, or from a file. */
export const showState = z.strictObject({
  leader: window,
  revision: z.int().nonnegative(),
  language: name,
  place: z.strictObject({
    slide,
    fragment: z.int().min(-1).max(10_000),
    shown: z.array(step).max(mostEntries),
    black: z.boolean(),
  }),
  panes: entries(pane, shownPane),
  steps: entries(step, shownStep),
  next: nextPress,
  clock: z.strictObject({ ranMs: ms, runs: z.boolean() }),
  notice: z.strictObject({ nth: z.int().min(1), pane, says: text }).exactOptional(),
}) satisfies z.ZodType<ShowState>;

export const press = z.strictObject({
  request,
  action: z.enum(actionNames),
  chord: z.string().max(40),
}) satisfies z.ZodType<Press>;

function entries<Key extends z.ZodType<string, string>, Value extends z.ZodType>(key: Key, value: Value) {
  return z
    .record(key, value)
    .refine((record) => Object.keys(record).length <= mostEntries, "has too many entries");
}
