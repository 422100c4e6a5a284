import katex from "katex";
import type { TokenizerAndRendererExtension } from "marked";
import { attributesHtml } from "./html.ts";

/** `$$ … $$`, alone or within a line. */
const display = /^\$\$(?!\$)([\s\S]+?)\$\$/;
/** `$ … $` within a line. As in Pandoc no space is inside the dollars and no digit follows: `$5 and $10` is money. */
const inline = /^\$(?![\s$])((?:\\[^\n]|[^\\$\n])*?(?:\\[^\n]|[^\\$\s]))\$(?!\d)/;
/** reveal.js's forms in backticks, which keep Markdown away from the formula. */
const inCode = /^(?:\$\$([\s\S]+)\$\$|\\\[([\s\S]+)\\\]|\$([\s\S]+)\$|\\\(([\s\S]+)\\\))$/;

/** Formulas as marked sees them. */
export const mathExtensions: TokenizerAndRendererExtension[] = [
  {
    name: "mathBlock",
    level: "block",
    start: (source) => /(?:^|\n)\$\$/.exec(source)?.index,
    tokenizer(source) {
      const match = display.exec(source);
      if (!match || !/^[ \t]*(?:\n|$)/.test(source.slice(match[0].length))) return undefined;
      return { type: "mathBlock", raw: match[0], tex: match[1] };
    },
    renderer: ({ tex }) => `${formula(String(tex), true)}\n`,
  },
  {
    name: "math",
    level: "inline",
    start: (source) => source.indexOf("$"),
    tokenizer(source) {
      const match = display.exec(source) ?? inline.exec(source);
      return match
        ? { type: "math", raw: match[0], tex: match[1], display: source.startsWith("$$") }
        : undefined;
    },
    renderer: ({ tex, display: isDisplay }) => formula(String(tex), isDisplay === true),
  },
];

/** Hides formulas from the search for `*` and `_`, which mean something else in them. */
export function maskMath(source: string): string {
  return source.replace(/\$[^$\n]+\$/g, (found) => "a".repeat(found.length));
}

/** A code span that is a formula in reveal.js's way, as HTML; null where it is code. */
export function mathInCode(text: string): string | null {
  const [, block, bracket, dollar, paren] = inCode.exec(text.trim()) ?? [];
  const tex = block ?? bracket ?? dollar ?? paren;
  return tex === undefined ? null : formula(tex, (block ?? bracket) !== undefined);
}

/** A wrong formula is shown as far as it goes, and says what is wrong with it: see `formulas.ts`. It never throws. */
function formula(tex: string, displayMode: boolean): string {
  const set = (throwOnError: boolean): string =>
    katex.renderToString(tex.trim(), {
      displayMode,
      throwOnError,
      errorColor: "var(--bad)",
      strict: "ignore",
      trust: false,
    });
  try {
    return set(true);
  } catch (error) {
    const why = error instanceof katex.ParseError ? error.rawMessage : String(error);
    const about = { class: "wrong-formula", "data-tex": tex.trim(), title: why };
    return `<span${attributesHtml(about)}>${set(false)}</span>`;
  }
}
