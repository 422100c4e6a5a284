/** Text as HTML shows it, also inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** What was escaped by `escapeHtml`, or as Markdown is. */
export function unescapeHtml(html: string): string {
  const letters: Record<string, string> = { lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'", amp: "&" };
  return html.replace(/&(lt|gt|quot|#39|#x27|amp);/g, (all, letter: string) => letters[letter] ?? all);
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
