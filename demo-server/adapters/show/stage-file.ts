import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { id, type TalkId } from "#core/ids.ts";
import type { KeptStage, KeptStep } from "#core/show/kept.ts";
import type { StageStore } from "#server/app/ports.ts";
import { failure, ms, name, pane, showState, step, window } from "./schema.ts";

/** A show that was cut off longer ago is over: who starts the server then begins anew. */
const GOES_ON_WITHIN_MS = 15 * 60_000;

const keptStep = z.discriminatedUnion("at", [
  z.strictObject({ at: z.literal("begun") }),
  z.strictObject({ at: z.literal("done"), status: z.int().nullable(), ms }),
  z.strictObject({ at: z.literal("failed"), why: failure, ms }),
]) satisfies z.ZodType<KeptStep>;

const file = z.strictObject({
  version: z.literal(1),
  /** Milliseconds since 1970. */
  savedAt: z.number(),
  stage: z.strictObject({
    talk: name.transform(id<"talk">),
    show: showState.nullable(),
    lead: window.nullable(),
    steps: z.record(step, keptStep),
    panes: z.array(pane).max(100),
  }) satisfies z.ZodType<KeptStage>,
});

/** A show that was cut off. */
export interface CutOff {
  readonly stage: KeptStage;
  readonly agoMs: number;
}

export interface StageFile extends StageStore {
  /** The show of this talk that was cut off a short while ago; null where there is none. Never rejects. */
  read(): Promise<CutOff | null>;
}

/**
 * The stage of a talk in `stage/<talk>.json` below `folder`, always whole. It is there while a server runs, and after one
 * that died; a show that was ended leaves none.
 */
export function openStageFile(
  folder: string,
  talk: TalkId,
  onTrouble: (trouble: unknown) => void,
): StageFile {
  const home = join(folder, "stage");
  const path = pathOf(folder, talk);
  let forgotten = false;
  const said = new Set<string>();
  // At once, before anything else happens: a step that is about to run has begun, also for the server after this one.
  const write = (stage: KeptStage): void => {
    mkdirSync(home, { recursive: true });
    writeFileSync(`${path}.new`, JSON.stringify({ version: 1, savedAt: Date.now(), stage }), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  };
  return {
    read: async () => {
      const found = await readCutOff(path, talk);
      if (found !== "damaged") return found;
      await putAside(path, onTrouble);
      return null;
    },
    save: (stage) => {
      if (forgotten) return;
      try {
        write(stage);
      } catch (cause) {
        const why = `where the show stands could not be saved: ${messageOf(cause)}`;
        if (!said.has(why)) onTrouble(why);
        said.add(why);
      }
    },
    forget: async () => {
      forgotten = true;
      await rm(path, { force: true });
    },
  };
}

/** As `StageFile.read`, for whoever only wants to know: a damaged file stays where it is. */
export async function cutOffShow(folder: string, talk: TalkId): Promise<CutOff | null> {
  const found = await readCutOff(pathOf(folder, talk), talk);
  return found === "damaged" ? null : found;
}

async function readCutOff(path: string, talk: TalkId): Promise<CutOff | "damaged" | null> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return null;
  const parsed = file.safeParse(jsonOf(text));
  if (!parsed.success) return "damaged";
  const { stage, savedAt } = parsed.data;
  const agoMs = Date.now() - savedAt;
  return stage.talk === talk && agoMs >= 0 && agoMs < GOES_ON_WITHIN_MS ? { stage, agoMs } : null;
}

function pathOf(folder: string, talk: TalkId): string {
  return join(folder, "stage", `${encodeURIComponent(talk)}.json`);
}

async function putAside(path: string, onTrouble: (trouble: unknown) => void): Promise<void> {
  const aside = `${path}.damaged`;
  await rename(path, aside).catch(() => undefined);
  onTrouble(`what was kept of the last show cannot be read, and lies in ${aside} now; the show begins anew`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
