import type { DiffLine } from "#core/compare/compare-output.ts";
import { formatMs } from "#core/show/durations.ts";
import { escapeHtml as escape } from "#server/adapters/transport/plain-page.ts";
import { verdictOf, type RehearsedStep, type StepResult } from "./rehearsal.ts";
import type { ReportWords } from "./report-html-words.ts";
import { nearDifferences } from "./report-text.ts";

/** What the bars of all steps are measured against. */
export interface StepScale {
  readonly longestMs: number;
}

const signs = { passed: "✓", changed: "≠", failed: "✗", skipped: "–" };

/** One step: how it went, how long it took beside the understudy, and what is to be known of it. */
export function stepHtml(step: RehearsedStep, scale: StepScale, words: ReportWords): string {
  const verdict = verdictOf(step);
  const flag = verdict === "passed" ? "" : ` <em>${words.verdicts[verdict]}</em>`;
  const more = [...failureHtml(step.result, words), ...outputHtml(step, words)];
  return `<article class="step ${verdict}" id="${escape(step.step)}">
<span class="sign" aria-hidden="true">${signs[verdict]}</span>
<div><p class="name">${escape(step.step)}${flag}<small>${escape(`${step.pane} · ${step.at}`)}</small></p>
<code class="line">$ ${escape(step.lines.join("\n> "))}</code></div>
${bars(step, scale, words)}
${more.length > 0 ? `<div class="more">${more.join("\n")}</div>` : ""}
</article>`;
}

function bars({ ms, understudyMs }: RehearsedStep, { longestMs }: StepScale, words: ReportWords): string {
  const row = (name: string, value: number | null, kind: string): string =>
    value === null
      ? ""
      : `<span>${name}</span><span class="bar ${kind}"><i style="width:${((value / longestMs) * 100).toFixed(1)}%"></i></span><b>${formatMs(value)}</b>`;
  return `<div class="bars">${row(words.now, ms, "")}${row(words.understudy, understudyMs, "before")}</div>`;
}

function failureHtml(result: StepResult, words: ReportWords): string[] {
  if (result.is === "skipped") return [`<p class="quiet">${escape(words.sentence(result.why))}</p>`];
  if (result.is !== "failed") return [];
  return [
    `<p class="why">${escape(words.sentence(result.why))}</p>`,
    `<div><h3>${words.expected}</h3><ul>${result.expected.map((one) => `<li>${escape(words.sentence(one))}</li>`).join("")}</ul></div>`,
    ...(result.printed.length > 0
      ? [
          `<div><h3>${words.lastLines}</h3><pre tabindex="0">${result.printed.map((line) => `<span>${escape(line)}</span>`).join("")}</pre></div>`,
        ]
      : []),
    `<div class="todo"><h3>${words.todo}</h3><p>${escape(words.sentence(result.todo))}</p></div>`,
  ];
}

function outputHtml({ result, output }: RehearsedStep, words: ReportWords): string[] {
  if (result.is !== "passed") return [];
  if (output.is === "unknown")
    return [`<p class="quiet">${words.notCompared}: ${escape(words.sentence(output.why))}</p>`];
  if (output.is === "same") return [];
  return [`<div><h3>${words.difference}</h3><pre tabindex="0">${diffHtml(output.lines, words)}</pre></div>`];
}

const marks = { both: " ", recorded: "−", now: "+" };

function diffHtml(lines: readonly DiffLine[], words: ReportWords): string {
  const near = nearDifferences(lines);
  const shown: string[] = [];
  let left = 0;
  const gap = (): void => {
    if (left > 0) shown.push(`<span class="gap">⋯ ${words.asBefore(left)}</span>`);
    left = 0;
  };
  for (const [index, { of, text }] of lines.entries()) {
    if (!near.has(index)) {
      left++;
      continue;
    }
    gap();
    shown.push(`<span class="${of}"><span class="mark">${marks[of]}</span>${escape(text)}</span>`);
  }
  gap();
  return shown.join("");
}
