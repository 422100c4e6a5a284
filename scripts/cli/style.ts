import { styleText } from "node:util";

type Look = Parameters<typeof styleText>[0];

/** Colours text for a terminal; plain where the output is no terminal or `NO_COLOR` is set. */
export function style(look: Look, text: string): string {
  const plain = !process.stdout.isTTY || (process.env.NO_COLOR ?? "") !== "";
  return plain ? text : styleText(look, text);
}
