import type { Deck, Head, Slide } from "#core/deck/model.ts";
import type { Problem } from "#core/problem.ts";
import { applyElementComments } from "./element-attributes.ts";
import { placeDiagrams } from "./diagrams.ts";
import { attributesHtml, escapeHtml, mergeAttributes } from "./html.ts";
import { markdownToHtml } from "./markdown.ts";
import { fillScenes, markScenes } from "./scenes.ts";

/** A slide's HTML, but for what is said to be wrong with it. */
export interface RenderedSlide {
  /** Of its `<section>`. */
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly html: string;
}

export function renderEach(deck: Pick<Deck, "slides" | "file" | "head">): RenderedSlide[] {
  return deck.slides.map((slide, index) => renderSlide(slide, index, deck));
}

/** The `<section>`s of a deck, as reveal.js wants them: slides on top of each other are in a section of their own. */
export function renderSlides(
  deck: Pick<Deck, "slides" | "problems" | "file" | "head">,
  rendered: readonly RenderedSlide[] = renderEach(deck),
): string {
  const problems = problemsBySlide(deck);
  const columns = new Map<number, string[]>();
  deck.slides.forEach(({ h }, index) => {
    const { attributes = {}, html = "" } = rendered[index] ?? {};
    const said = (problems.get(index) ?? []).map(problemHtml).join("");
    const section = `<section${attributesHtml(attributes)}>\n${said}${html}</section>\n`;
    columns.set(h, [...(columns.get(h) ?? []), section]);
  });
  return [...columns.values()]
    .map((column) => (column.length === 1 ? column.join("") : `<section>\n${column.join("")}</section>\n`))
    .join("");
}

function renderSlide(
  slide: Slide,
  index: number,
  { file, head }: Pick<Deck, "file" | "head">,
): RenderedSlide {
  const content = applyElementComments(markdownToHtml(markScenes(slide)));
  const written = mergeAttributes(slide.attributes, content.slide);
  const isStaged = slide.scenes.length > 0 || slide.mapLine !== undefined;
  const attributes = isStaged ? mergeAttributes(written, { class: "has-panes" }) : written;
  const isTitle = hasClass(slide, "title") || (index === 0 && !isStaged && isPlainTitle(content.html, slide));
  const notes = slide.notes === "" ? "" : `<aside class="notes">${renderNotes(slide.notes)}</aside>\n`;
  return {
    attributes: { ...attributes, "data-line": slide.line, "data-slide": index },
    html: `${fillScenes(placeDiagrams(content.html, slide, file), slide)}${isTitle ? occasion(slide, head) : ""}${notes}`,
  };
}

/** A talk that begins with a heading of the first rank has a title slide: see `slides/deck/mark-slides.ts`. */
function isPlainTitle(html: string, slide: Slide): boolean {
  return /^\s*<h1\b/.test(html) && !hasClass(slide, "divider");
}

function hasClass({ attributes }: Slide, name: string): boolean {
  return (attributes.class ?? "").split(/\s+/).includes(name);
}

/** What a title slide says of event, author and date, but for what it says already. */
function occasion({ markdown }: Slide, { event, author, date }: Head): string {
  const parts = [event, author, date].filter((part) => part !== undefined && !markdown.includes(part));
  return parts.length === 0 ? "" : `<p class="occasion">${escapeHtml(parts.join(" · "))}</p>\n`;
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
