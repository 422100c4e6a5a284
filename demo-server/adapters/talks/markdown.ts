import { Marked } from "marked";
import { codeBlock } from "./code-block.ts";
import { escapeHtml } from "./html.ts";
import { maskMath, mathExtensions, mathInCode } from "./math.ts";

const marked = new Marked({
  extensions: mathExtensions,
  hooks: { emStrongMask: maskMath },
  renderer: {
    code: ({ text, lang }) => codeBlock(text, lang ?? ""),
    codespan: ({ text }) => mathInCode(text) ?? `<code>${escapeHtml(text)}</code>`,
    html: ({ text }) => text,
    // reveal.js tells by blank lines whether a comment is about a list or about its last item.
    space: ({ raw }) => raw,
  },
});

/** Markdown as HTML, with code highlighted and formulas set. Comments are still in it. */
export function markdownToHtml(markdown: string): string {
  return marked.parse(markdown, { async: false });
}
