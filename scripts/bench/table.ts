import { stripVTControlCharacters } from "node:util";

/** A table in plain text; the first column is to the left, figures to the right. */
export function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ""))));
  const isText = head.map(
    (_, column) => column === 0 || rows.some((row) => /[a-z]{3}/i.test(row[column] ?? "")),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((text, column) => {
        const space = " ".repeat((widths[column] ?? 0) - widthOf(text));
        return isText[column] ? text + space : space + text;
      })
      .join("  ")
      .trimEnd();
  return [title, ...all.map((row) => `  ${line(row)}`)].join("\n");
}

function widthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}
