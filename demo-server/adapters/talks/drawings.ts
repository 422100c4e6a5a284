import { readFile } from "node:fs/promises";
import { isAbsolute, join, relative, resolve } from "node:path";
import { parseAttributes } from "#core/deck/attributes.ts";
import { decoded } from "#core/deck/pictures.ts";
import { attributesHtml } from "./html.ts";
import { liesIn } from "./own-file.ts";

export interface Drawn {
  readonly html: string;
  /** Absolute paths of the drawings that are in it: when one changes, the slides do. */
  readonly files: readonly string[];
}

export interface DrawnIn {
  /** Of the talk. */
  readonly folder: string;
  /** Of the talk; see `inLanguage`. */
  readonly language: string;
  /** Whether a link in the folder may lead out of it. */
  readonly isTrusted: boolean;
}

const picture = /<img\b((?:[^>"']|"[^"]*"|'[^']*')*)>/g;

/**
 * Puts each SVG that the author gave the class `drawing` into the page itself: so its text has the slide's font and
 * its `fragment`s are steps. One that cannot be read stays a picture, and is missing like any other.
 */
export async function placeDrawings(html: string, { folder, language, isTrusted }: DrawnIn): Promise<Drawn> {
  const files = new Set<string>();
  let placed = "";
  let done = 0;
  for (const match of html.matchAll(picture)) {
    const { src = "", alt = "", class: names = "" } = parseAttributes(match[1] ?? "");
    const file = names.split(/\s+/).includes("drawing") ? drawingFile(folder, src) : null;
    if (file === null) continue;
    files.add(file);
    if (!isTrusted && !(await liesIn(folder, file))) continue;
    const svg = await readFile(file, "utf8").catch(() => null);
    if (svg === null) continue;
    const attributes = attributesHtml({ class: names, role: "img" });
    const drawing = inLanguage(withOwnIds(svg, files.size), language);
    placed += `${html.slice(done, match.index)}${opened(drawing, `${attributes} aria-label="${alt}"`)}`;
    done = match.index + match[0].length;
  }
  return { html: placed + html.slice(done), files: [...files] };
}

/** Only SVGs of the talk's folder. */
function drawingFile(folder: string, src: string): string | null {
  if (!/^[^:?#]+\.svg$/i.test(src)) return null;
  const name = decoded(src);
  if (name === null) return null;
  const file = resolve(join(folder, name));
  const path = relative(folder, file);
  return path.startsWith("..") || isAbsolute(path) ? null : file;
}

/** The `<svg>` alone, with more attributes. Blank lines would end a block of HTML in Markdown; here they do no harm. */
function opened(svg: string, attributes: string): string {
  return svg
    .slice(Math.max(0, svg.indexOf("<svg")))
    .replace(/^<svg/, `<svg${attributes}`)
    .trimEnd();
}

/** Two drawings in one page may use the same ids for their markers and gradients. */
function withOwnIds(svg: string, number: number): string {
  return svg.replace(
    /(\bid="|\bhref="#|url\(#)([^")]+)/g,
    (_, before: string, name: string) => `${before}drawing-${number}-${name}`,
  );
}

const spoken = /[ \t]*<(text|tspan|g)\b[^>]*?\blang="([^"]+)"[^>]*>[\s\S]*?<\/\1>\n?/g;

/**
 * A drawing may have its texts in several languages, each element with its `lang`. Those of the talk's language stay;
 * where there are none, those of the drawing's first language.
 */
function inLanguage(svg: string, language: string): string {
  const all = [...svg.matchAll(spoken)].map(([, , lang]) => lang);
  const kept =
    all.find((lang) => lang === language) ?? all.find((lang) => lang === language.slice(0, 2)) ?? all[0];
  return svg.replace(spoken, (element, _tag: string, lang: string) => (lang === kept ? element : ""));
}
