import { createRequire } from "node:module";
import highlighter from "highlight.js/lib/common";
import { hcl } from "./hcl.ts";
import { escapeHtml } from "./html.ts";

highlighter.registerLanguage("hcl", hcl);

const require = createRequire(import.meta.url);

/** Code as one piece of HTML a line, with highlight.js's token classes; unknown languages stay plain. */
export function highlightLines(code: string, language: string): string[] {
  const html = knows(language)
    ? highlighter.highlight(code, { language, ignoreIllegals: true }).value
    : escapeHtml(code);
  return splitLines(html);
}

/**
 * Whether the language can be coloured. All but the common ones are loaded when a talk first has one: they are 150,
 * and a server keeps what it loads.
 */
function knows(language: string): boolean {
  if (language === "") return false;
  if (highlighter.getLanguage(language) === undefined && /^[\w+.-]+$/.test(language)) require("highlight.js");
  return highlighter.getLanguage(language) !== undefined;
}

/** Cuts highlighted HTML at its line ends; a token over several lines is closed and opened again. */
function splitLines(html: string): string[] {
  const open: string[] = [];
  return html.split("\n").map((text) => {
    const before = open.join("");
    for (const [tag] of text.matchAll(/<span[^>]*>|<\/span>/g)) {
      if (tag === "</span>") open.pop();
      else open.push(tag);
    }
    return before + text + "</span>".repeat(open.length);
  });
}
