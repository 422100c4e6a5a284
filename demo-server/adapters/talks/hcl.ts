import type { HLJSApi, Language } from "highlight.js";

/** Terraform's language, which highlight.js does not bring. Source: HCL native syntax specification. */
export function hcl(api: HLJSApi): Language {
  const interpolation = { className: "subst", begin: /[$%]\{/, end: /\}/, contains: [api.QUOTE_STRING_MODE] };
  return {
    name: "HCL",
    aliases: ["terraform", "tf"],
    keywords: { keyword: "for in if else endif endfor", literal: "true false null" },
    contains: [
      api.HASH_COMMENT_MODE,
      api.C_LINE_COMMENT_MODE,
      api.C_BLOCK_COMMENT_MODE,
      {
        begin: [/^[ \t]*/, /[A-Za-z_][\w-]*/, /(?=(?:[ \t]+(?:"[^"\n]*"|[A-Za-z_][\w-]*))*[ \t]*\{)/],
        beginScope: { 2: "keyword" },
        end: /\{/,
        contains: [{ className: "string", begin: /"[^"\n]*"/ }],
      },
      { begin: [/[A-Za-z_][\w-]*/, /\s*=(?![=>])/], beginScope: { 1: "attr" } },
      { begin: [/[A-Za-z_][\w-]*/, /(?=\()/], beginScope: { 1: "built_in" } },
      { className: "string", begin: /"/, end: /"/, contains: [api.BACKSLASH_ESCAPE, interpolation] },
      { className: "string", begin: /<<-?\w+$/, end: /^\s*\w+$/, contains: [interpolation] },
      { className: "number", begin: /\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b/ },
    ],
  };
}
