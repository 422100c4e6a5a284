import { escapeHtml, plainPage } from "../transport/plain-page.ts";
import type { Pages } from "./pages.ts";
import type { ShelfTalk } from "./shelf.ts";

/** The page at the site's top: the talks, each in its languages. Addresses are relative to it. */
export async function talkListPage(shelf: readonly ShelfTalk[], pages: Pages): Promise<string> {
  const items = await Promise.all(shelf.map((talk) => talkItem(talk, pages)));
  const body =
    items.length > 0
      ? `<h1>Talks</h1>\n<ul>\n${items.join("\n")}\n</ul>`
      : "<h1>No talks yet</h1>\n<p>Make a folder in <code>slides/talks</code> and write <code>en.md</code> in it.</p>";
  return plainPage({ title: "kuroko", body });
}

async function talkItem(talk: ShelfTalk, pages: Pages): Promise<string> {
  const [first = "en", ...others] = [...talk.files.keys()];
  const title = await pages.title(talk, first).catch(() => talk.talk);
  const inOthers = others.map((language) => link(talk, language, language));
  return `<li>${[link(talk, first, title), ...inOthers].join(" ")}</li>`;
}

function link(talk: ShelfTalk, language: string, text: string): string {
  const href = `talks/${encodeURIComponent(talk.talk)}/${encodeURIComponent(language)}.html`;
  return `<a href="${href}" hreflang="${escapeHtml(language)}">${escapeHtml(text)}</a>`;
}
