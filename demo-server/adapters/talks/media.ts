import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { parseAttributes } from "#core/deck/attributes.ts";
import { didYouMean } from "#core/closest.ts";
import type { Slide } from "#core/deck/model.ts";
import { decoded } from "#core/deck/pictures.ts";
import type { Report } from "#core/deck/scene.ts";
import { isMedia } from "../site/talk-media.ts";
import { unescapeHtml } from "./html.ts";
import { liesIn } from "./own-file.ts";
import { writtenAt } from "./written-at.ts";

export interface MediaOf {
  /** Of the talk. */
  readonly folder: string;
  readonly isTrusted: boolean;
}

const shown = /<(?:img|video|audio|source)\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
/** A slide's background may be a colour too. */
const background = /\.(?:svg|png|jpe?g|gif|bmp|webp|avif)$/i;

/**
 * Says of each picture, film or sound of a slide whose file is not there, or is not given out, that nobody will see it.
 * @returns absolute paths of those that are missing: when one comes, the slides change.
 */
export async function reportMedia(
  html: string,
  slide: Slide,
  { folder, isTrusted }: MediaOf,
  report: Report,
): Promise<string[]> {
  const missing: string[] = [];
  for (const address of new Set(addresses(html, slide.attributes))) {
    const name = decoded(address);
    // A wrong `%` is told already, by the parser.
    if (name === null) continue;
    const line = writtenAt(slide, name, address);
    if (name.startsWith("/")) {
      report(line, `the address "${name}" begins with a slash: write the file's path from the talk's folder`);
      continue;
    }
    const file = join(folder, name);
    if (!isTrusted && !(await isOwn(folder, file))) {
      report(line, `"${name}" does not lie in the talk's folder, and is not given out`);
      continue;
    }
    const isThere = await stat(file).then(
      (found) => found.isFile(),
      () => false,
    );
    if (!isThere) {
      missing.push(file);
      report(line, `there is no file "${name}" in the talk's folder${await near(file, name)}`);
    } else if (!isMedia(name.replace(/^(?:\.\.?\/)+/, ""), isTrusted)) {
      report(
        line,
        `"${name}" is not given out: it is no picture, film or sound that a browser shows, or hidden`,
      );
    }
  }
  return missing;
}

/** A stranger's talk must not be told what there is elsewhere: not even by the name that was nearly hit. */
async function isOwn(folder: string, file: string): Promise<boolean> {
  const where = dirname(file);
  return where === join(folder) || (await liesIn(folder, where));
}

/** Those that lead into the talk's folder. */
function addresses(html: string, slide: Readonly<Record<string, string>>): string[] {
  const elements = [...html.replace(/<!--[\s\S]*?-->/g, "").matchAll(shown)].flatMap(([, written = ""]) => {
    const { src, "data-src": later } = parseAttributes(written);
    return [src, later].filter((one) => one !== undefined).map(unescapeHtml);
  });
  const backgrounds = [
    ...(slide["data-background-image"] ?? "").split(","),
    ...(slide["data-background-video"] ?? "").split(","),
    ...[slide["data-background"] ?? ""].filter((value) => background.test(value)),
  ];
  return [...elements, ...backgrounds]
    .map((address) => address.trim().replace(/[?#].*$/s, ""))
    .filter((address) => address !== "" && !/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(address));
}

async function near(file: string, name: string): Promise<string> {
  const beside = await readdir(dirname(file)).catch(() => []);
  const folder = name.slice(0, name.length - basename(name).length);
  return didYouMean(
    name,
    beside.map((other) => folder + other).filter((other) => other !== name),
  );
}
