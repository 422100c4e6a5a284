import type { PageDeck } from "#core/deck/page.ts";

/** By its tag: an element of a slide may have the name, but no stranger's slide has a script. */
const DATA = 'script#kuroko-page[type="application/json"]';

/** What the page says of its talk. It was written by the same build as this file. */
export function pageData(): PageDeck {
  const data = document.querySelector(DATA)?.textContent;
  if (data === undefined) throw new Error("The page has no talk in it.");
  const page = JSON.parse(data) as PageDeck;
  return { ...page, languages: page.languages.filter(({ href }) => leadsToPage(href)) };
}

/** A file of a talk may be named like an address that runs script: `javascript:….md`. */
function leadsToPage(href: string): boolean {
  const here = new URL(document.baseURI);
  const there = URL.canParse(href, here) ? new URL(href, here) : null;
  return there?.protocol === here.protocol && there.host === here.host;
}
