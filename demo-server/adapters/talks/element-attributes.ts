import { attributesInComment, parseAttributes } from "#core/deck/attributes.ts";
import { attributesHtml, mergeAttributes, unescapeHtml } from "./html.ts";

/** An element whose start tag was read. */
interface Element {
  readonly tag: string;
  /** Where its attributes stand in the HTML. */
  readonly start: number;
  readonly end: number;
  /** Its last child so far that is no line break. */
  lastChild: Element | undefined;
  added: Record<string, string>;
}

const token =
  /<!--([\s\S]*?)-->|<\/([a-zA-Z][^\s/>]*)[^>]*>|<([a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g;
const voidTags = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
const rawTextTags = /^(?:script|style|textarea|title)$/;

/**
 * Carries out `<!-- .element: … -->` as reveal.js does: the attributes go to the element before the comment, or where
 * there is none to the one around it; after a list they go to its last item, unless a blank line is between.
 * All comments are taken out.
 * @returns the HTML, and the attributes meant for the slide itself.
 */
export function applyElementComments(html: string): { html: string; slide: Record<string, string> } {
  const root: Element = { tag: "section", start: 0, end: 0, lastChild: undefined, added: {} };
  const open = [root];
  const edits: { start: number; end: number; text: () => string }[] = [];
  let before = 0;
  token.lastIndex = 0;
  for (let match = token.exec(html); match; match = token.exec(html)) {
    const [all, comment, closing, opening, attributes = ""] = match;
    const parent = open.at(-1) ?? root;
    if (comment !== undefined) {
      addTo(targetOf(parent, html.slice(before, match.index)), comment);
      edits.push({ start: match.index, end: match.index + all.length, text: () => "" });
    } else if (closing !== undefined) {
      closeElement(open, closing.toLowerCase());
    } else if (opening !== undefined) {
      const tag = opening.toLowerCase();
      const start = match.index + 1 + opening.length;
      const element: Element = {
        tag,
        start,
        end: start + attributes.length,
        lastChild: undefined,
        added: {},
      };
      if (tag !== "br") parent.lastChild = element;
      edits.push({ start, end: element.end, text: () => attributesOf(element, attributes) });
      if (rawTextTags.test(tag)) token.lastIndex = endOfRawText(html, tag, token.lastIndex);
      else if (!voidTags.test(tag) && !attributes.endsWith("/")) open.push(element);
    }
    before = token.lastIndex;
  }
  return { html: edited(html, edits), slide: root.added };
}

function targetOf(parent: Element, textBefore: string): Element {
  const target = parent.lastChild ?? parent;
  const isList = target !== parent && (target.tag === "ul" || target.tag === "ol");
  return isList && !/\n[ \t]*\n/.test(textBefore) ? (target.lastChild ?? target) : target;
}

function addTo(target: Element, comment: string): void {
  const text = attributesInComment("element", comment);
  if (text !== null) target.added = mergeAttributes(target.added, parseAttributes(text));
}

function attributesOf(element: Element, written: string): string {
  if (Object.keys(element.added).length === 0) return written;
  const closed = written.endsWith("/") ? " /" : "";
  return attributesHtml(mergeAttributes(decoded(parseAttributes(written)), element.added)) + closed;
}

/** Attributes read from HTML are escaped there once already. */
function decoded(attributes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, unescapeHtml(value)]));
}

function closeElement(open: Element[], tag: string): void {
  const index = open.findLastIndex((element) => element.tag === tag);
  if (index > 0) open.length = index;
}

function endOfRawText(html: string, tag: string, from: number): number {
  const end = html.toLowerCase().indexOf(`</${tag}`, from);
  return end < 0 ? html.length : end;
}

function edited(html: string, edits: readonly { start: number; end: number; text: () => string }[]): string {
  let result = "";
  let done = 0;
  for (const { start, end, text } of edits) {
    result += html.slice(done, start) + text();
    done = end;
  }
  return result + html.slice(done);
}
