import { z } from "zod";
import { id } from "#core/ids.ts";
import type { PairAsk } from "#core/protocol/pairing.ts";
import type { AudienceRules } from "#core/protocol/audience.ts";
import type { Ack, Answer, Ask, Hello, Input, Open, Resize } from "#core/protocol/messages.ts";
import { asSaid } from "#core/said.ts";
import { press, showState, window } from "../show/schema.ts";

/** Longest text in one message of input: a large paste. */
const inputChars = 256 * 1024;

const nameChars = 200;

const name = z.string().min(1).max(nameChars);
const pane = name.transform((text) => id<"pane">(text));
const step = name.transform((text) => id<"step">(text));
const offset = z.int().nonnegative();
const slide = z.int().nonnegative().max(10_000);
const position = { epoch: name.transform((text) => id<"epoch">(text)), offset };
const size = { cols: z.int().min(2).max(500), rows: z.int().min(1).max(300) };

const action = z.discriminatedUnion("do", [
  z.strictObject({ do: z.enum(["next", "rerun", "moveOn", "catchUp", "giveUp", "check"]), step }),
  z.strictObject({ do: z.literal("leave"), pane, slide }),
  z.strictObject({ do: z.literal("arrive"), slide, without: z.array(pane).max(100).optional() }),
  z.strictObject({ do: z.enum(["clear", "reopen"]), pane }),
  z.strictObject({ do: z.literal("acceptHost"), pane, fingerprint: name }),
  z.strictObject({ do: z.literal("reset") }),
  z.strictObject({ do: z.literal("keyboard"), pane, taken: z.boolean() }),
]);

/** What the deck that leads says to a press. */
export const answer = z.discriminatedUnion("ok", [
  z.strictObject({ ok: z.literal(true), pulse: z.boolean().exactOptional() }),
  z.strictObject({ ok: z.literal(false), why: z.string().max(2000).transform(asSaid) }),
]) satisfies z.ZodType<Answer>;

/** Each key passes here before anybody sees it: one that is plainly right needs no look at the schema, which takes longer. */
export function isInput(raw: unknown): raw is Input {
  if (typeof raw !== "object" || raw === null || !("pane" in raw && "data" in raw)) return false;
  const { pane, data } = raw;
  return isText(pane, 1, nameChars) && isText(data, 0, inputChars) && Object.keys(raw).length === 2;
}

function isText(value: unknown, least: number, most: number): boolean {
  return typeof value === "string" && value.length >= least && value.length <= most;
}

/** What a window may say, checked at the edge. Anything else is refused and logged. [P2] */
export const messages = {
  hello: z.strictObject({
    protocol: z.int(),
    window,
    kind: z.enum(["deck", "speaker", "remote"]),
  }) satisfies z.ZodType<Hello>,
  open: z.strictObject({
    pane,
    size: z.strictObject(size),
    have: z.strictObject(position).nullable(),
  }) satisfies z.ZodType<Open>,
  close: pane,
  ack: z.strictObject({ pane, ...position }) satisfies z.ZodType<Ack>,
  input: z.strictObject({ pane, data: z.string().max(inputChars) }) satisfies z.ZodType<Input>,
  resize: z.strictObject({ pane, ...size }) satisfies z.ZodType<Resize>,
  ask: z.strictObject({
    request: name.transform((text) => id<"request">(text)),
    action,
  }) satisfies z.ZodType<Ask>,
  reveal: step,
  tell: showState,
  press,
  takeOver: z.null(),
  pair: z.discriminatedUnion("do", [
    z.strictObject({ do: z.enum(["offer", "withdraw", "unpairAll"]) }),
    z.strictObject({
      do: z.enum(["confirm", "refuse"]),
      device: name.transform((text) => id<"device">(text)),
    }),
  ]) satisfies z.ZodType<PairAsk>,
  allow: z.strictObject({
    reactions: z.boolean(),
    questions: z.boolean(),
  }) satisfies z.ZodType<AudienceRules>,
  putAway: z.int().positive(),
};
