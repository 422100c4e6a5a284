/** The report as one HTML file: no script, nothing to load, readable on a projector and on a phone. */
import { formatMs } from "#core/show/durations.ts";
import { escapeHtml as escape } from "#server/adapters/transport/plain-page.ts";
import { countOf, isGood, type RehearsedStep, type Rehearsal, type Verdict } from "./rehearsal.ts";
import { stepHtml, type StepScale } from "./report-html-step.ts";
import { reportStyle } from "./report-html-style.ts";
import { reportWords, type ReportWords } from "./report-html-words.ts";

export function htmlReport(rehearsal: Rehearsal): string {
  const { title, language, steps } = rehearsal;
  const words = reportWords(language);
  const scale: StepScale = {
    longestMs: Math.max(1, ...steps.flatMap(({ ms, understudyMs }) => [ms ?? 0, understudyMs ?? 0])),
  };
  return `<!doctype html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escape(`${words.rehearsal}: ${title}`)}</title>
<link rel="icon" href="data:,">
<style>${reportStyle}</style>
</head>
<body><main>
<header>
<p class="eyebrow">黒子 kuroko · ${words.rehearsal}</p>
<h1>${escape(title)}</h1>
${verdict(rehearsal, words)}
${counts(rehearsal, words)}
${facts(rehearsal, words)}
</header>
${bySlide(steps)
  .map(
    ({ slide, of }) =>
      `<section>\n<h2>${escape(slide)}</h2>\n${of.map((step) => stepHtml(step, scale, words)).join("\n")}\n</section>`,
  )
  .join("\n")}
</main></body>
</html>
`;
}

function verdict(rehearsal: Rehearsal, words: ReportWords): string {
  const good = isGood(rehearsal);
  const { reset } = rehearsal;
  const asides = [
    ...(rehearsal.stopped ? [words.stopped] : []),
    ...(reset?.at === "failed" ? [words.resetFailed, words.sentence(reset.why)] : []),
    ...(reset?.at === "done" ? [words.resetDone(formatMs(reset.ms))] : []),
  ];
  return [
    `<p class="verdict ${good ? "good" : "bad"}">${good ? words.good : words.bad}</p>`,
    ...asides.map((text) => `<p class="aside">${escape(text)}</p>`),
  ].join("\n");
}

function counts(rehearsal: Rehearsal, words: ReportWords): string {
  const all: readonly Verdict[] = ["passed", "changed", "failed", "skipped"];
  const items = all
    .map((one) => ({ one, count: countOf(rehearsal, one) }))
    .filter(({ one, count }) => count > 0 || one === "passed")
    .map(({ one, count }) => `<li class="${one}"><b>${count}</b> ${words.verdicts[one]}</li>`);
  return `<ul class="counts">${items.join("")}</ul>`;
}

function facts({ startedAt, ranOn, ms, take, understudy }: Rehearsal, words: ReportWords): string {
  const rows = [
    [words.on, `${ranOn}, ${startedAt.slice(0, 16).replace("T", " ")} UTC`],
    [words.took, formatMs(ms)],
    [words.take, take ?? words.none],
    [words.understudy, understudy ?? words.none],
  ];
  return `<dl class="facts">${rows
    .map(([name = "", value = ""]) => `<div><dt>${escape(name)}</dt><dd>${escape(value)}</dd></div>`)
    .join("")}</dl>`;
}

function bySlide(steps: readonly RehearsedStep[]): { slide: string; of: RehearsedStep[] }[] {
  const slides: { slide: string; of: RehearsedStep[] }[] = [];
  for (const step of steps) {
    const last = slides.at(-1);
    if (last?.slide === step.slide) last.of.push(step);
    else slides.push({ slide: step.slide, of: [step] });
  }
  return slides;
}
