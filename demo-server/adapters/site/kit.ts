import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout this file is in. */
const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/[\\/]$/, "");

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
