import { parseAttributes } from "#core/deck/attributes.ts";
import type { Slide } from "#core/deck/model.ts";
import type { Report } from "#core/deck/scene.ts";
import { unescapeHtml } from "./html.ts";
import { writtenAt } from "./written-at.ts";

/** Says of each formula of a slide that could not be set what is wrong with it. */
export function reportFormulas(html: string, slide: Slide, report: Report): void {
  for (const [, attributes = ""] of html.matchAll(/<span( class="wrong-formula"[^>]*)>/g)) {
    const { "data-tex": escaped = "", title = "" } = parseAttributes(attributes);
    const tex = unescapeHtml(escaped);
    const why = unescapeHtml(title);
    report(
      writtenAt(slide, tex),
      `the formula "${tex.replace(/\s+/g, " ")}" is wrong: ${why.charAt(0).toLowerCase()}${why.slice(1)}`,
    );
  }
}
