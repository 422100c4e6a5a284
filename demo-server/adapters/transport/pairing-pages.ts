import { plainPage } from "./plain-page.ts";

/** So often the phone asks whether the presenter has confirmed. No script: a page that waits needs none. */
const EVERY_S = 2;

const words = {
  en: {
    title: "Remote",
    compare: "The presenter's window shows the same number? Then confirm it there.",
    waits: "Waiting…",
    over: "This way in is closed",
    again: "Offer a new code in the speaker window, and scan that one.",
  },
  ja: {
    title: "リモコン",
    compare: "発表者の画面に同じ番号が出ていれば、そこで承認してください。",
    waits: "承認を待っています…",
    over: "この入口はもう使えません",
    again: "発表者の画面で新しいコードを出し、それを読み取ってください。",
  },
} as const;

/** Shows the code that the presenter compares. */
export function codePage(code: string, language: string): string {
  const { title, compare, waits } = wordsIn(language);
  return plainPage({
    title,
    language,
    head: `<meta http-equiv="refresh" content="${EVERY_S};url=/pair">`,
    body:
      `<p>${title}</p>\n<p class="code" role="img" aria-label="${code.replace(/\B/g, " ")}">${code}</p>\n` +
      `<p>${compare}</p>\n<p role="status">${waits}</p>`,
  });
}

export function noWayInPage(language: string): string {
  const { over, again } = wordsIn(language);
  return plainPage({ title: over, language, body: `<h1>${over}</h1>\n<p>${again}</p>` });
}

function wordsIn(language: string): (typeof words)["en" | "ja"] {
  return /^ja\b/i.test(language) ? words.ja : words.en;
}
