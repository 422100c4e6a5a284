import { stat } from "node:fs/promises";
import { join } from "node:path";
import { ok, problem } from "#core/doctor/finding.ts";
import { kit } from "../../site/kit.ts";
import type { Check } from "../check.ts";

/** A file from the future means a clock that is behind by more than this. */
const toleratedMs = 24 * 3_600_000;

/** The clock and the time zone, as far as they can be judged without asking anybody. */
export const check: Check = {
  name: "clock",
  title: "Clock",
  order: 80,
  withinMs: 2000,
  run: async () => {
    const { mtimeMs } = await stat(join(kit.root, "package.json"));
    const now = new Date();
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const words = `It is ${now.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" })} (${zone})`;
    return [
      now.getTime() < mtimeMs - toleratedMs
        ? problem(
            `${words}, which is before kuroko's own files were made.`,
            "Set the clock: certificates, etcd and logs need it.",
          )
        : ok(`${words}.`),
    ];
  },
};
