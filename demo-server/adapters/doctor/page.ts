/** The doctor's page, for the presenter: complete in one file, and asked for anew by itself. */
import { worstOf, type Examined, type Finding } from "#core/doctor/finding.ts";
import { escapeHtml as escape } from "../transport/plain-page.ts";
import { pageStyle } from "./page-style.ts";
import { pageWords, type PageWords } from "./page-words.ts";

export interface DoctorPage {
  readonly title: string;
  readonly language: string;
  /** Address of the deck. */
  readonly deck: string;
  readonly examined: readonly Examined[];
  readonly lookedAt: Date;
}

export function doctorPage({ title, language, deck, examined, lookedAt }: DoctorPage): string {
  const words = pageWords(language);
  const worst = worstOf(examined);
  const time = lookedAt.toLocaleTimeString("en-GB");
  return `<!doctype html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(`${words.heading}: ${title}`)}</title>
<link rel="icon" href="data:,">
<style>${pageStyle}</style>
</head>
<body><main>
<header>
<p class="eyebrow">黒子 kuroko · ${words.heading}</p>
<h1>${escape(title)}</h1>
<p class="verdict ${worst}">${words.verdicts[worst]}</p>
<p class="looked">${words.looked(time)}</p>
<nav><a href="/doctor">${words.again}</a> <a href="/doctor/network">${words.network}</a> <a href="${escape(deck)}">${words.back}</a></nav>
</header>
${examined.map((one) => section(one, words)).join("\n")}
</main></body>
</html>
`;
}

function section({ title, findings }: Examined, words: PageWords): string {
  return `<section><h2>${escape(title)}</h2><ul>${findings
    .map((finding) => item(finding, words))
    .join("")}</ul></section>`;
}

const signs = { ok: "✓", warning: "!", problem: "✗", notNeeded: "·" };

function item({ state, says, todo }: Finding, words: PageWords): string {
  return `<li class="${state}"><span class="sign" aria-hidden="true">${signs[state]}</span><div><p><span class="unseen">${words.states[state]}: </span>${escape(says)}</p>${
    todo === undefined ? "" : `<p class="todo">${escape(todo)}</p>`
  }</div></li>`;
}
