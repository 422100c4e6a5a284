import { join } from "node:path";
import { didYouMean } from "#core/closest.ts";
import { isSafeFileName } from "./names.ts";
import { listTakes, readTake, TakeError, type ListedTake, type Take } from "./read.ts";

/** Where takes lie: those that were recorded, and one folder for each talk that has an understudy. */
export interface TakeFolders {
  readonly recorded: string;
  readonly understudies: string;
}

/**
 * Finds a take by its id, by the beginning of one, or by a talk whose understudy is meant; without a wish the newest
 * one. Rejects with a `TakeError` that says what there is.
 */
export async function findTake(folders: TakeFolders, wish: string | undefined): Promise<Take> {
  const listed = await listTakes(folders.recorded);
  const takes = listed.filter(isReadable);
  if (wish === undefined) {
    const newest = takes.at(-1);
    if (newest) return newest;
    throw new TakeError("missing", "nothing has been recorded yet: kuroko start --live records every run");
  }
  const damaged = listed.find((take) => !isReadable(take) && take.folder === join(folders.recorded, wish));
  if (damaged && "damage" in damaged) throw new TakeError("damaged", damaged.damage);
  const exact = takes.find(({ manifest }) => manifest.id === wish);
  const begun = takes.filter(({ manifest }) => manifest.id.startsWith(wish));
  const found = exact ?? (begun.length === 1 ? begun[0] : undefined) ?? (await understudyOf(folders, wish));
  if (found) return found;
  const names = takes.map(({ manifest }) => manifest.id);
  if (begun.length > 1) {
    throw new TakeError("missing", `"${wish}" begins the names of ${begun.length} takes: write more of it`);
  }
  throw new TakeError(
    "missing",
    `there is no take "${wish}"${didYouMean(wish, names) || "; kuroko takes list shows them"}`,
  );
}

/** The take that is kept with a talk, if there is one. */
export async function understudyOf({ understudies }: TakeFolders, talk: string): Promise<Take | undefined> {
  if (!isSafeFileName(talk)) return undefined;
  return readTake(join(understudies, talk)).catch((cause: unknown) => {
    if (cause instanceof TakeError && cause.code === "missing") return undefined;
    throw cause;
  });
}

export function isReadable(take: ListedTake): take is Take {
  return "manifest" in take;
}
