import { inJapanese } from "./sentences-ja.ts";

/** What is said in each language of the kit's own pages: who leaves one out is told so by the compiler. */
export interface Told {
  readonly en: string;
  readonly ja: string;
}

/** In the language of a talk; in English where the kit does not speak it. */
export function inLanguage(told: Told, language: string): string {
  return /^ja\b/i.test(language) ? told.ja : told.en;
}

/** What is the same in all languages: a name, a number. */
export function alike(text: string): Told {
  return { en: text, ja: text };
}

/** One of the server's sentences; what is not its own, a system's reason, say, stays as it is. */
export function toldSentence(text: string): Told {
  return { en: text, ja: inJapanese(text) };
}

/** Several, one behind the other. */
export function joined(...parts: readonly Told[]): Told {
  return { en: parts.map(({ en }) => en).join(""), ja: parts.map(({ ja }) => ja).join("") };
}
