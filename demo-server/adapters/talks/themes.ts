import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { kit } from "../site/kit.ts";

/** The one that every talk has on; another one is put over it. */
export const defaultTheme = "kuroko";

/** All that a talk may name: the stylesheets of `slides/themes/`, but for the one with the fonts. */
export function knownThemes(): string[] {
  return readdirSync(join(kit.slides, "themes"))
    .filter((file) => file.endsWith(".css") && file !== "fonts.css")
    .map((file) => basename(file, ".css"));
}
