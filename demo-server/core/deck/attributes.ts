import { inlineCode } from "./inline-code.ts";

/** `class="fragment" data-x='1' data-flag` → names and values; an attribute without a value has the value "". */
export function parseAttributes(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const match of text.matchAll(/([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g)) {
    const [, name = "", double, single, bare] = match;
    if (!/^[\p{L}_:@]/u.test(name) || name === "__proto__") continue;
    found[name] = double ?? single ?? bare ?? "";
  }
  return found;
}

/** The text of a comment's attributes: `kind` is the word after the dot in `<!-- .slide: … -->`. */
export function attributesInComment(kind: "slide" | "element", comment: string): string | null {
  const match = new RegExp(`^\\s*\\.${kind}:?\\s*([\\s\\S]*?)\\s*$`).exec(comment);
  return match?.[1] ?? null;
}

/** Attributes of all `<!-- .slide: … -->` comments in a slide's text; later ones win. Code must be masked. */
export function slideAttributes(masked: string): Record<string, string> {
  const found: Record<string, string> = {};
  const withoutCode = masked.replace(inlineCode, "");
  for (const [, comment = ""] of withoutCode.matchAll(/<!--([\s\S]*?)-->/g)) {
    const attributes = attributesInComment("slide", comment);
    if (attributes !== null) Object.assign(found, parseAttributes(attributes));
  }
  return found;
}
