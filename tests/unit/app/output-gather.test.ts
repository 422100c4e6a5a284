import { expect, test } from "vitest";
import { OutputGather } from "#server/app/output-gather.ts";
import { fakeClock } from "../../support/fake-clock.ts";

const chunk = "y\r\n".repeat(1365);
const batch = chunk.repeat(8);

/** A gather whose batches are cut to their last line, as those of a plain flood are. */
function openGather() {
  const clock = fakeClock();
  const shown: string[] = [];
  const gather = new OutputGather(clock, {
    letOut: (bytes) => {
      const text = Buffer.from(bytes).toString();
      const isFlood = text.length > 1000;
      shown.push(isFlood ? text.slice(text.lastIndexOf("y")) : text);
      return isFlood;
    },
    shorten: () => 3,
  });
  return { clock, shown, push: (text: string) => gather.push(Buffer.from(text)) };
}

/** In the middle of a flood of plain text, of which the next batch may wait. */
async function inFlood() {
  const flood = openGather();
  flood.push(chunk);
  flood.push(batch);
  await flood.clock.pass(4);
  flood.push(batch);
  flood.shown.length = 0;
  return flood;
}

test("the prompt that ends a flood is let out at once, in however many pieces it comes", async () => {
  const { clock, shown, push } = await inFlood();
  push("\x1b[?2004h");
  expect(shown).toEqual(["y\r\n\x1b[?2004h"]);
  push("bench> ");
  expect(shown).toEqual(["y\r\n\x1b[?2004h", "bench> "]);
  expect(clock.timers).toBe(0);
});

test("what goes on in colours is gathered again, for a short while", async () => {
  const { clock, shown, push } = await inFlood();
  push(`\x1b[31m${chunk}`);
  push("red");
  expect(shown).toEqual([]);
  await clock.pass(4);
  expect(shown).toEqual(["y\r\nred"]);
});

test("a word without a control does not end a flood: programs print in pieces", async () => {
  const { clock, shown, push } = await inFlood();
  push("bench> ");
  await clock.pass(29);
  expect(shown).toEqual([]);
});
