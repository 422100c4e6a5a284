import { escapeHtml, plainPage } from "../transport/plain-page.ts";
import type { Pages } from "./pages.ts";
import type { ShelfTalk } from "./shelf.ts";

/** On a wide screen the curtain of a title slide. */
const STYLE = `
html { font-size: clamp(16px, 1.2vw, 30px); }
li { flex-wrap: wrap; gap: .2rem 1.4rem; }
li > a { padding: .5rem 0; }
li > small { flex-basis: 100%; color: #b5ab9f; font-size: .9rem; }
li > small:empty { display: none; }
@media (min-width: 60rem) {
  body { place-items: center start; padding-left: 8vw;
    background: linear-gradient(90deg, #0c0b0e 0 22%, #e66f34 22%, #f2793c 31%, #c95c26 42%, #46403f 42%, #2e2a2b 58%,
      #0c0b0e 58% 71%, #e66f34 71%, #f2793c 76%, #c95c26 82%, #46403f 82%, #2e2a2b 90%, #0c0b0e 90% 95.5%, #f2793c 95.5%,
      #c95c26) #0c0b0e no-repeat right / 25vw 100%; }
}
`;

/** The page at the site's top: the talks, each in its languages. Addresses are relative to it. */
export async function talkListPage(shelf: readonly ShelfTalk[], pages: Pages): Promise<string> {
  const items = await Promise.all(shelf.map((talk) => talkItem(talk, pages)));
  const body =
    items.length > 0
      ? `<h1>Talks</h1>\n<ul>\n${items.join("\n")}\n</ul>`
      : "<h1>No talks yet</h1>\n<p>Make a folder in <code>slides/talks</code> and write <code>en.md</code> in it.</p>";
  return plainPage({ title: "kuroko", body, head: `<style>${STYLE}</style>` });
}

async function talkItem(talk: ShelfTalk, pages: Pages): Promise<string> {
  const [first = "en", ...others] = [...talk.files.keys()];
  const head = await pages.head(talk, first).catch(() => null);
  const occasion = [head?.event, head?.author, head?.date].filter((part) => part !== undefined).join(" · ");
  const inOthers = others.map((language) => link(talk, language, nameOf(language)));
  return `<li>${[link(talk, first, head?.title ?? talk.talk), ...inOthers].join(" ")}
<small>${escapeHtml(occasion)}</small></li>`;
}

/** A language's name in itself, 日本語; its tag where there is no such language. */
function nameOf(language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  } catch {
    return language;
  }
}

function link(talk: ShelfTalk, language: string, text: string): string {
  const href = `talks/${encodeURIComponent(talk.talk)}/${encodeURIComponent(language)}.html`;
  return `<a href="${href}" hreflang="${escapeHtml(language)}">${escapeHtml(text)}</a>`;
}
