import { scanFences } from "#core/deck/fences.ts";
import type { Slide } from "#core/deck/model.ts";
import { attributesHtml } from "./html.ts";

/**
 * Tells each diagram of a slide where its fence was written. Diagrams are drawn in the browser, and what is wrong with
 * one is seen there only.
 */
export function placeDiagrams(html: string, slide: Pick<Slide, "markdown" | "line">, file: string): string {
  const lines = scanFences(slide.markdown)
    .filter(({ info }) => /^mermaid\b/.test(info))
    .map(({ line }) => slide.line + line);
  return html.replace(
    /<div class="mermaid" data-diagram>/g,
    (opening) =>
      `${opening.slice(0, -1)}${attributesHtml({ "data-file": file, "data-line": lines.shift() ?? slide.line })}>`,
  );
}
