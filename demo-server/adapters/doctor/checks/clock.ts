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
  title: { en: "Clock", ja: "時計" },
  order: 80,
  withinMs: 2000,
  run: async () => {
    const { mtimeMs } = await stat(join(kit.root, "package.json"));
    const now = new Date();
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const written = (language: string): string =>
      now.toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
    const words = { en: `It is ${written("en-GB")} (${zone})`, ja: `${written("ja")}（${zone}）` };
    return [
      now.getTime() < mtimeMs - toleratedMs
        ? problem(
            {
              en: `${words.en}, which is before kuroko's own files were made.`,
              ja: `${words.ja}: kuroko 自身のファイルより古い時刻です。`,
            },
            {
              en: "Set the clock: certificates, etcd and logs need it.",
              ja: "時計を合わせてください。証明書、etcd、ログに必要です。",
            },
          )
        : ok({ en: `${words.en}.`, ja: `${words.ja}。` }),
    ];
  },
};
