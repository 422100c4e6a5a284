/** Takes as folders of files, written while the show runs. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { TakeStore } from "#server/app/ports.ts";
import type { TakeManifest } from "#core/takes/manifest.ts";
import { id } from "#core/ids.ts";
import { CastFile } from "./cast-file.ts";
import { ManifestFile } from "./manifest-file.ts";
import { castFileName, CLUSTER_FILE, isSafeFileName } from "./names.ts";

/**
 * Writes takes below `root`, one folder each, readable after a crash at any moment.
 * `begin` rejects when the folder cannot be made; a name that is taken gets a number.
 */
export function createTakeStore(root: string): TakeStore {
  return {
    begin: async (wished) => {
      const take = await makeFolder(root, wished.id);
      const folder = join(root, take);
      let names = fileNames(wished);
      const trouble = onceToEach();
      const manifest = new ManifestFile(folder, trouble.tell);
      const casts = new Map<string, CastFile>();
      let closed = false;

      const timeline = new CastFile(join(folder, CLUSTER_FILE), trouble.tell);
      const castOf = (pane: string) => {
        const known = casts.get(pane);
        if (known) return known;
        const made = new CastFile(join(folder, names.get(pane) ?? castFileName(pane)), trouble.tell);
        casts.set(pane, made);
        return made;
      };

      await manifest.write({ ...wished, id: take });
      return {
        take,
        append: (pane, text) => {
          if (!closed) castOf(pane).append(text);
        },
        appendCluster: (text) => {
          if (!closed) timeline.append(text);
        },
        save: (next) => {
          if (closed) return;
          names = fileNames(next);
          manifest.save({ ...next, id: take });
        },
        onTrouble: trouble.listen,
        close: async () => {
          closed = true;
          await Promise.all([...casts.values(), timeline].map((file) => file.close()));
          await manifest.settled();
        },
      };
    },
  };
}

function fileNames(manifest: TakeManifest): Map<string, string> {
  return new Map(
    manifest.panes.map(({ pane, file }) => [pane, isSafeFileName(file) ? file : castFileName(pane)]),
  );
}

async function makeFolder(root: string, wished: string) {
  if (!isSafeFileName(wished)) throw new Error(`a take cannot be called "${wished}"`);
  await mkdir(root, { recursive: true });
  for (let number = 1; ; number++) {
    const name = number === 1 ? wished : `${wished}-${number}`;
    try {
      // What a terminal showed is nobody else's business until it is kept.
      await mkdir(join(root, name), { mode: 0o700 });
      return id<"take">(name);
    } catch (cause) {
      if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) throw cause;
    }
  }
}

/** A full disk fails every write: each message is told once, also to those who listen later. */
function onceToEach() {
  const said = new Set<string>();
  const listeners: ((message: string) => void)[] = [];
  return {
    tell: (message: string) => {
      if (said.has(message)) return;
      said.add(message);
      for (const listener of listeners) listener(message);
    },
    listen: (listener: (message: string) => void) => {
      listeners.push(listener);
      for (const message of said) listener(message);
    },
  };
}
