import type { Deck, Slide } from "#core/deck/model.ts";
import type { Problem } from "#core/problem.ts";
import { applyElementComments } from "./element-attributes.ts";
import { attributesHtml, escapeHtml, mergeAttributes } from "./html.ts";
import { markdownToHtml } from "./markdown.ts";
import { fillScenes, markScenes } from "./scenes.ts";

/** The `<section>`s of a deck, as reveal.js wants them: slides on top of each other are in a section of their own. */
export function renderSlides(deck: Pick<Deck, "slides" | "problems">): string {
  const problems = problemsBySlide(deck);
  const columns = new Map<number, string[]>();
  deck.slides.forEach((slide, index) => {
    const column = columns.get(slide.h) ?? [];
    column.push(renderSlide(slide, index, problems.get(index) ?? []));
    columns.set(slide.h, column);
  });
  return [...columns.values()]
    .map((column) => (column.length === 1 ? column.join("") : `<section>\n${column.join("")}</section>\n`))
    .join("");
}

function renderSlide(slide: Slide, index: number, problems: readonly Problem[]): string {
  const content = applyElementComments(markdownToHtml(markScenes(slide)));
  const written = mergeAttributes(slide.attributes, content.slide);
  const isStaged = slide.scenes.length > 0 || slide.mapLine !== undefined;
  const attributes = isStaged ? mergeAttributes(written, { class: "has-panes" }) : written;
  const notes = slide.notes === "" ? "" : `<aside class="notes">${renderNotes(slide.notes)}</aside>\n`;
  return (
    `<section${attributesHtml({ ...attributes, "data-line": slide.line, "data-slide": index })}>\n` +
    `${problems.map(problemHtml).join("")}${fillScenes(content.html, slide)}${notes}</section>\n`
  );
}

function renderNotes(markdown: string): string {
  return applyElementComments(markdownToHtml(markdown)).html;
}

function problemHtml({ file, line, message }: Problem): string {
  return (
    `<div class="slide-problem" role="alert"><strong>${escapeHtml(`${file}:${line}`)}</strong> ` +
    `${escapeHtml(message)}</div>\n`
  );
}

/** Each problem belongs to the slide it stands on; those above all slides go to the first one. */
function problemsBySlide({ slides, problems }: Pick<Deck, "slides" | "problems">): Map<number, Problem[]> {
  const bySlide = new Map<number, Problem[]>();
  for (const problem of problems) {
    const index = Math.max(
      0,
      slides.findLastIndex(({ line }) => line <= problem.line),
    );
    bySlide.set(index, [...(bySlide.get(index) ?? []), problem]);
  }
  return bySlide;
}
