import { randomInt } from "node:crypto";
import type { Chance } from "#server/app/pairing-desk.ts";
import { newSecret } from "./transport/presenter-key.ts";

export const systemChance: Chance = {
  secret: newSecret,
  code: () => String(randomInt(10_000)).padStart(4, "0"),
};
