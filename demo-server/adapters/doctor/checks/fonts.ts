import { createRequire } from "node:module";
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { notNeeded, ok, problem, warning, type ToldFinding } from "#core/doctor/finding.ts";
import { alike } from "#core/told.ts";
import type { Check } from "../check.ts";
import { askProgram } from "../programs.ts";

const packages = ["@fontsource/ibm-plex-sans-jp", "@fontsource-variable/m-plus-1-code"];

/** The fonts that come with the kit, and one for characters that they lack. */
export const check: Check = {
  name: "fonts",
  title: { en: "Fonts", ja: "フォント" },
  order: 120,
  withinMs: 4000,
  run: async ({ loaded }) => {
    const missing = (
      await Promise.all(packages.map(async (name) => ((await hasFiles(name)) ? [] : [name])))
    ).flat();
    const own = missing.map((name) =>
      problem(
        {
          en: `${name} is not installed: slides would change their look.`,
          ja: `${name} が入っていません。スライドの見た目が変わります。`,
        },
        alike("npm install"),
      ),
    );
    return [
      ...(own.length > 0
        ? own
        : [
            ok({
              en: "The kit's own: text and terminals in Latin and Japanese.",
              ja: "kuroko のもの: 本文も端末も、欧文と日本語があります。",
            }),
          ]),
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
async function system(language: string): Promise<ToldFinding> {
  if (process.platform !== "linux")
    return notNeeded({
      en: "This system brings fonts for rare characters.",
      ja: "珍しい文字のフォントはシステムにあります。",
    });
  const printed = await askProgram("fc-list", [":lang=ja", "family"]);
  if (printed === null)
    return notNeeded({
      en: "The system's fonts cannot be listed here (fc-list).",
      ja: "システムのフォントは調べられません（fc-list）。",
    });
  if (printed.trim() !== "")
    return ok({
      en: "The system has a Japanese font for rare characters.",
      ja: "珍しい漢字のフォントもシステムにあります。",
    });
  const says = {
    en: "The system has no Japanese font: a rare character would be an empty box.",
    ja: "システムに日本語フォントがありません。珍しい漢字は四角になります。",
  };
  return /^(ja|zh|ko)\b/i.test(language)
    ? warning(says, {
        en: "Install one, for example fonts-noto-cjk.",
        ja: "fonts-noto-cjk などを入れてください。",
      })
    : notNeeded(says);
}
