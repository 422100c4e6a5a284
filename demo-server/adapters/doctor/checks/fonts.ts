import { createRequire } from "node:module";
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { notNeeded, ok, problem, warning, type Finding } from "#core/doctor/finding.ts";
import type { Check } from "../check.ts";
import { askProgram } from "../programs.ts";

const packages = ["@fontsource/ibm-plex-sans-jp", "@fontsource-variable/m-plus-1-code"];

/** The fonts that come with the kit, and one for characters that they lack. */
export const check: Check = {
  name: "fonts",
  title: "Fonts",
  order: 120,
  withinMs: 4000,
  run: async ({ loaded }) => {
    const missing = (
      await Promise.all(packages.map(async (name) => ((await hasFiles(name)) ? [] : [name])))
    ).flat();
    const own = missing.map((name) =>
      problem(`${name} is not installed: slides would change their look.`, "npm install"),
    );
    return [
      ...(own.length > 0 ? own : [ok("The kit's own: text and terminals in Latin and Japanese.")]),
      await system(loaded.deck.head.language),
    ];
  },
};

async function hasFiles(name: string): Promise<boolean> {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    return (await readdir(join(folder, "files"))).some((file) => file.endsWith(".woff2"));
  } catch {
    return false;
  }
}

/** The kit's fonts have the Japanese that is in use; a rare character comes from the system. */
async function system(language: string): Promise<Finding> {
  if (process.platform !== "linux") return notNeeded("This system brings fonts for rare characters.");
  const printed = await askProgram("fc-list", [":lang=ja", "family"]);
  if (printed === null) return notNeeded("The system's fonts cannot be listed here (fc-list).");
  if (printed.trim() !== "") return ok("The system has a Japanese font for rare characters.");
  const says = "The system has no Japanese font: a rare character would be an empty box.";
  return /^(ja|zh|ko)\b/i.test(language)
    ? warning(says, "Install one, for example fonts-noto-cjk.")
    : notNeeded(says);
}
