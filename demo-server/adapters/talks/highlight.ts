import highlighter from "highlight.js";
import { hcl } from "./hcl.ts";
import { escapeHtml } from "./html.ts";

highlighter.registerLanguage("hcl", hcl);

/** Code as one piece of HTML a line, with highlight.js's token classes; unknown languages stay plain. */
export function highlightLines(code: string, language: string): string[] {
  const known = language !== "" && highlighter.getLanguage(language) !== undefined;
  const html = known
    ? highlighter.highlight(code, { language, ignoreIllegals: true }).value
    : escapeHtml(code);
  return splitLines(html);
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
