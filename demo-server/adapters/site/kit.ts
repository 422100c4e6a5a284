import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout: the nearest folder above with a package.json, also from a compiled copy below `.cache/`. */
const root = rootAbove(dirname(fileURLToPath(import.meta.url)));

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

/** Where the kit keeps what: absolute folders. */
export const kit = {
  root,
  version,
  talks: join(root, "slides/talks"),
  understudies: join(root, "assets/understudies"),
  slides: join(root, "slides"),
  core: join(root, "demo-server/core"),
  viteConfig: join(root, "vite.config.ts"),
  /** Made from other files: can be removed at any time. */
  cache: join(root, ".cache"),
  /** Made at run time and private: takes, the presenter's cookie. */
  state: join(root, ".kuroko"),
} as const;

function rootAbove(folder: string): string {
  return existsSync(join(folder, "package.json")) ? folder : rootAbove(dirname(folder));
}
