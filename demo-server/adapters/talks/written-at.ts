import type { Slide } from "#core/deck/model.ts";

/** The line where a slide has one of these texts; its first line where it has none of them as it is, as in its notes. */
export function writtenAt({ markdown, line }: Pick<Slide, "markdown" | "line">, ...texts: string[]): number {
  const at = texts.map((text) => markdown.indexOf(text)).find((found) => found >= 0) ?? 0;
  return line + (markdown.slice(0, at).match(/\n/g)?.length ?? 0);
}
