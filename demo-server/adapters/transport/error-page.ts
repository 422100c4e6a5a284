import { inLanguage, type Told } from "#core/told.ts";
import { escapeHtml, plainPage } from "./plain-page.ts";

export type ErrorStatus = 400 | 403 | 404 | 405 | 421 | 500;

const titles: Readonly<Record<ErrorStatus, Told>> = {
  400: { en: "This is not a request", ja: "要求ではありません" },
  403: { en: "Not from here", ja: "ここからは入れません" },
  404: { en: "Nothing here", ja: "何もありません" },
  405: { en: "Only to look at", ja: "見るだけのアドレスです" },
  421: { en: "Another address", ja: "別のアドレスです" },
  500: { en: "Something went wrong", ja: "うまくいきませんでした" },
};

const links: Partial<Record<ErrorStatus, { readonly to: string; readonly words: Told }>> = {
  // A window that came here by a link on another site has its cookie only from the next step on (SameSite=Strict).
  403: { to: "", words: { en: "Try again", ja: "もう一度開く" } },
  404: { to: "/", words: { en: "All talks", ja: "発表の一覧" } },
};

/** Says what went wrong, in the talk's language; `why` is plain text, where `…` in backquotes is shown as code. */
export function errorPage(status: ErrorStatus, why: Told, language: string): string {
  const title = inLanguage(titles[status], language);
  const text = escapeHtml(inLanguage(why, language)).replace(/`([^`]+)`/g, "<code>$1</code>");
  const link = links[status];
  const way = link ? `<p><a href="${link.to}">${inLanguage(link.words, language)}</a></p>` : "";
  return plainPage({ title, language, body: `<h1>${escapeHtml(title)}</h1>\n<p>${text}</p>\n${way}` });
}

export const NOTHING_THERE: Told = {
  en: "There is nothing at this address.",
  ja: "このアドレスには何もありません。",
};
