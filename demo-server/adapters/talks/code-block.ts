import { highlightLines } from "./highlight.ts";
import { attributesHtml, escapeHtml } from "./html.ts";

/** reveal.js: `[1-2|3]` highlights in steps, `[25: 1-2|3]` numbers from 25 on, `[]` only numbers. */
const lineSpec = /\[\s*(?:(\d*):)?\s*([\s\d,|-]*)\]/;

/** A fenced code block. `info` is what follows the backticks. */
export function codeBlock(code: string, info: string): string {
  const spec = lineSpec.exec(info);
  const language = info.replace(lineSpec, "").trim().split(/[\s{]/)[0] ?? "";
  if (language === "mermaid") return `<div class="mermaid" data-diagram>${escapeHtml(code)}</div>\n`;
  const from = Number(spec?.[1] ?? "") || 1;
  const steps = (spec?.[2] ?? "").split("|").map((lines) => shifted(lines, from - 1));
  const [first = "", ...rest] = steps;
  const attributes = attributesHtml({
    class: language === "" ? "hljs" : `hljs language-${language}`,
    ...(spec ? { "data-line-numbers": "" } : {}),
  });
  // An empty first step (`[|3]`) means all lines, so it must be written even where it is empty.
  const lines = steps.length > 1 || first !== "" ? ` data-lines="${first}"` : "";
  return `<pre class="code"><code${attributes}${lines}>${linesHtml(code, language, from)}</code>${rest
    .map((step) => `<span class="fragment code-step" data-lines="${step}" aria-hidden="true"></span>`)
    .join("")}</pre>\n`;
}

/** The line end is inside its line: a line can be shown as a block, and copied text keeps its lines. */
function linesHtml(code: string, language: string, from: number): string {
  const lines = highlightLines(code, language);
  return lines
    .map((line, index) => {
      const end = index < lines.length - 1 ? "\n" : "";
      return `<span class="line" data-n="${from + index}">${line}${end}</span>`;
    })
    .join("");
}

/** `1, 3-5` → `25,27-29` for `by` 24: line numbers as the page shows them. */
function shifted(lines: string, by: number): string {
  return lines
    .replace(/\s+/g, "")
    .split(",")
    .filter((range) => /^\d+(-\d+)?$/.test(range))
    .map((range) => range.replace(/\d+/g, (line) => String(Number(line) + by)))
    .join(",");
}
