import { z } from "zod";
import { id } from "#core/ids.ts";
import { longestQuestion, reactions, type AudienceHello, type Follow } from "#core/protocol/audience.ts";

const name = z.string().min(1).max(200);
const pane = name.transform((text) => id<"pane">(text));
const position = z.strictObject({
  epoch: name.transform((text) => id<"epoch">(text)),
  offset: z.int().nonnegative(),
});

/** All that a viewer may say, checked at the edge. Anything else is refused and logged. [P35] */
export const audienceMessages = {
  hello: z.strictObject({ protocol: z.int() }) satisfies z.ZodType<AudienceHello>,
  follow: z.strictObject({ pane, have: position.nullable() }) satisfies z.ZodType<Follow>,
  unfollow: pane,
  react: z.enum(reactions),
  question: z.string().max(longestQuestion),
};
