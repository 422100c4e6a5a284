import fc from "fast-check";
import { expect, test } from "vitest";
import { isInput, messages } from "#server/adapters/transport/messages.ts";

const raw = fc.oneof(
  fc.anything(),
  fc.record(
    {
      pane: fc.oneof(fc.string({ maxLength: 300 }), fc.anything()),
      data: fc.oneof(fc.string(), fc.anything()),
    },
    { requiredKeys: [] },
  ),
  fc.record({
    pane: fc.constant("main"),
    data: fc.constantFrom("a".repeat(256 * 1024), "a".repeat(256 * 1024 + 1)),
  }),
  fc.record({ pane: fc.constant("main"), data: fc.string(), more: fc.anything() }),
);

test("[P2] a key that is let in without the schema is one that the schema lets in, and the other way round", () => {
  fc.assert(fc.property(raw, (given) => isInput(given) === messages.input.safeParse(given).success));
  expect(isInput({ pane: "main", data: "a" })).toBe(true);
});
