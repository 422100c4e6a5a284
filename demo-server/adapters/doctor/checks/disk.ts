import { mkdir, rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ok, problem, warning } from "#core/doctor/finding.ts";
import type { Check } from "../check.ts";

const MB = 1024 * 1024;
const littleMb = 2048;
const tooLittleMb = 200;

/** Room for the recording, and whether it may be written at all. */
export const check: Check = {
  name: "disk",
  title: { en: "Disk", ja: "ディスク" },
  order: 90,
  withinMs: 3000,
  run: async ({ state }) => {
    const probe = join(state, `.doctor-${process.pid}`);
    try {
      await mkdir(state, { recursive: true });
      await writeFile(probe, "");
      await rm(probe);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return [
        problem(
          { en: `Nothing can be recorded in ${state}: ${why}`, ja: `${state} に収録できません: ${why}` },
          { en: "Make the folder writable.", ja: "フォルダーに書き込めるようにしてください。" },
        ),
      ];
    }
    const { bavail, bsize } = await statfs(state);
    const freeMb = Math.floor((bavail * bsize) / MB);
    const free = freeMb >= 1024 ? `${(freeMb / 1024).toFixed(1)} GB` : `${freeMb} MB`;
    if (freeMb < tooLittleMb)
      return [
        problem(
          {
            en: `${free} are free: a recording may not fit.`,
            ja: `空きは ${free}。収録が入りきらないかもしれません。`,
          },
          { en: "Make room.", ja: "空きを増やしてください。" },
        ),
      ];
    if (freeMb < littleMb)
      return [
        warning(
          { en: `${free} are free.`, ja: `空きは ${free}。` },
          { en: "Make room before the show.", ja: "本番の前に空きを増やしてください。" },
        ),
      ];
    return [ok({ en: `${free} are free for recordings.`, ja: `収録用の空きは ${free} です。` })];
  },
};
