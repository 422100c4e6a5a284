import { join } from "node:path";
import type { TakeManifest } from "#core/takes/manifest.ts";
import { NewestWrite } from "../files/newest-write.ts";
import { replaceFile } from "../files/replace-file.ts";

/** Name of the manifest in a take's folder. */
export const MANIFEST_FILE = "take.json";

/** `take.json`, always whole: a reader sees the old one or the new one. Of several saves at once only the last is written. */
export class ManifestFile {
  readonly #folder: string;
  readonly #writing: NewestWrite<TakeManifest>;

  constructor(folder: string, trouble: (message: string) => void) {
    this.#folder = folder;
    this.#writing = new NewestWrite(
      (manifest) => this.write(manifest),
      (cause) => {
        const why = cause instanceof Error ? cause.message : String(cause);
        trouble(`the list of recorded steps could not be saved: ${why}`);
      },
    );
  }

  save(manifest: TakeManifest): void {
    this.#writing.save(manifest);
  }

  settled(): Promise<void> {
    return this.#writing.settled();
  }

  /** Writes at once; rejects when that fails. */
  write(manifest: TakeManifest): Promise<void> {
    return replaceFile(join(this.#folder, MANIFEST_FILE), formatManifest(manifest));
  }
}

/** The same manifest always gives the same text. */
export function formatManifest(manifest: TakeManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
