/**
 * The slides as they are sent to viewers: without what only the presenter reads, whether it stood behind `Note:`, in an
 * `<aside class="notes">` of the author's own, or in `data-notes`.
 */
export function withoutNotes(slidesHtml: string): string {
  let kept = "";
  let from = 0;
  /** How many `aside` elements are open within notes, the notes themselves included. */
  let depth = 0;
  for (const { 0: tag, 1: end, index } of slidesHtml.matchAll(
    /<(\/?)aside\b(?:"[^"]*"|'[^']*'|[^'">])*>/gi,
  )) {
    if (depth === 0 && (end === "/" || !isNotes(tag))) continue;
    if (depth === 0) kept += slidesHtml.slice(from, index);
    depth += end === "/" ? -1 : 1;
    from = index + tag.length;
  }
  // Notes that are never closed take the rest with them, as they do in the browser.
  return (depth === 0 ? kept + slidesHtml.slice(from) : kept).replaceAll(
    /\sdata-notes=(?:"[^"]*"|'[^']*'|[^\s>]+)/gi,
    "",
  );
}

function isNotes(tag: string): boolean {
  return /\bclass\s*=\s*(?:"[^"]*\bnotes\b|'[^']*\bnotes\b|notes\b)/i.test(tag);
}
