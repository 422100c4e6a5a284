import type { PageDeck } from "#core/deck/page.ts";

/** The talk in another language. */
export interface OtherLanguage {
  /** BCP 47. */
  readonly language: string;
  /** In its own words: `日本語`. */
  readonly name: string;
  /** Relative to the page. */
  readonly href: string;
}

/**
 * The talk's other languages, beginning with the one after this page's, so that one key goes round all of them.
 * `path` is the page's own, as in `location.pathname`: a talk's front matter may name another language than its file.
 */
export function otherLanguages(languages: PageDeck["languages"], path: string): OtherLanguage[] {
  const here = languages.findIndex(({ href }) => decodeURI(path).endsWith(`/${href}`));
  const others = here < 0 ? languages : [...languages.slice(here + 1), ...languages.slice(0, here)];
  return others.map(({ language, href }) => ({ language, href, name: nameOf(language) }));
}

function nameOf(language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  } catch {
    // A file may be named by what is no language: `draft.md`.
    return language;
  }
}
