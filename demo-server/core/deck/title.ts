/** The first heading of a slide as plain text, or "". `markdown` has its code fences masked. */
export function titleOf(markdown: string): string {
  const match =
    /^ {0,3}#{1,6}[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$|^(?![ \t]*$)(.+)\n=+[ \t]*$|<h[1-6][^>]*>([\s\S]*?)<\/h[1-6]>/im.exec(
      markdown,
    );
  return plainText(match?.[1] ?? match?.[2] ?? match?.[3] ?? "");
}

/** Markdown's and HTML's signs taken off a line of text. */
function plainText(inline: string): string {
  return inline
    .replace(/<!--[\s\S]*?-->|<[^>]*>/g, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(\*\*|__|~~|`)(.+?)\1/g, "$2")
    .replace(/(?<![\p{L}\p{N}])([*_])(.+?)\1(?![\p{L}\p{N}])/gu, "$2")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}
