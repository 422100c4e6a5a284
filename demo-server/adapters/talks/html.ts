/** Text as HTML shows it, also inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** ` a="1" b`, with a space in front of each; names that HTML cannot have are left out. */
export function attributesHtml(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .filter(([name]) => /^[^\s"'<>/=\p{Cc}]+$/u.test(name))
    .map(([name, value]) => (value === "" ? ` ${name}` : ` ${name}="${escapeHtml(String(value))}"`))
    .join("");
}

/** Attributes with `more` set on them; classes are added to those that are there. */
export function mergeAttributes(
  attributes: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>>,
): Record<string, string> {
  const classes = [attributes.class, more.class]
    .filter((names) => names !== undefined && names !== "")
    .join(" ");
  return { ...attributes, ...more, ...(classes === "" ? {} : { class: classes }) };
}

/**
 * The one place where HTML that an author wrote goes into a page as it is: raw HTML in Markdown, and attributes such
 * as `onclick` in slide and element comments (`trustedAttributes`). A talk from a stranger is to be stopped here.
 */
export function trustedHtml(html: string): string {
  return html;
}

/** Attributes that an author wrote in a comment; see `trustedHtml`. */
export function trustedAttributes(
  attributes: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return attributes;
}
