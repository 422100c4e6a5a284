import { expect, it } from "vitest";
import { Complaints } from "#server/adapters/transport/complaints.ts";
import { fakeClock } from "../../support/fake-clock.ts";

it("says what was refused, and of a flood only how much it was", async () => {
  const clock = fakeClock();
  const said: string[] = [];
  const complaints = new Complaints(clock, (trouble) => said.push(trouble));
  for (let times = 0; times < 1000; times++) complaints.refused("a message: no.\nNo.");
  expect(said).toHaveLength(20);
  expect(said[0]).toBe("Refused a message: no. No.");
  await clock.pass(10_000);
  complaints.refused("x".repeat(5000));
  expect(said[20]).toMatch(/^Refused x{300} \(and 980 more before it\)$/);
});
