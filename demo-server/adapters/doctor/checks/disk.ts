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
  title: "Disk",
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
      return [problem(`Nothing can be recorded in ${state}: ${why}`, "Make the folder writable.")];
    }
    const { bavail, bsize } = await statfs(state);
    const freeMb = Math.floor((bavail * bsize) / MB);
    const words = freeMb >= 1024 ? `${(freeMb / 1024).toFixed(1)} GB are free` : `${freeMb} MB are free`;
    if (freeMb < tooLittleMb) return [problem(`${words}: a recording may not fit.`, "Make room.")];
    if (freeMb < littleMb) return [warning(`${words}.`, "Make room before the show.")];
    return [ok(`${words} for recordings.`)];
  },
};
