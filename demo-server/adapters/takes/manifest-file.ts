import { open, rename } from "node:fs/promises";
import { join } from "node:path";
import type { TakeManifest } from "#core/takes/manifest.ts";

/** Name of the manifest in a take's folder. */
export const MANIFEST_FILE = "take.json";

/** `take.json`, always whole: a reader sees the old one or the new one. Of several saves at once only the last is written. */
export class ManifestFile {
  readonly #folder: string;
  readonly #trouble: (message: string) => void;
  #next: TakeManifest | null = null;
  #writing: Promise<void> | null = null;

  constructor(folder: string, trouble: (message: string) => void) {
    this.#folder = folder;
    this.#trouble = trouble;
  }

  save(manifest: TakeManifest): void {
    this.#next = manifest;
    this.#writing ??= this.#drain();
  }

  async settled(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  /** Writes at once; rejects when that fails. */
  write(manifest: TakeManifest): Promise<void> {
    return replaceFile(join(this.#folder, MANIFEST_FILE), formatManifest(manifest));
  }

  async #drain(): Promise<void> {
    try {
      while (this.#next) {
        const manifest = this.#next;
        this.#next = null;
        await this.write(manifest);
      }
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      this.#trouble(`the list of recorded steps could not be saved: ${why}`);
    } finally {
      this.#writing = null;
    }
  }
}

/** The same manifest always gives the same text. */
export function formatManifest(manifest: TakeManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Puts a file in place in one move, after its content has reached the disk. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.new`;
  const file = await open(temporary, "w", 0o644);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
