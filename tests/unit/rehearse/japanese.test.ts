import { expect, it } from "vitest";
import type { Expectation } from "#core/deck/model.ts";
import { id } from "#core/ids.ts";
import { englishReport, readReport, reportInJapanese, reportSentence } from "#core/rehearsal-sentences.ts";
import { sentence } from "#core/sentences.ts";
import { htmlReport } from "../../../scripts/rehearse/report-html.ts";
import { adviceFor, expectationsOf, whyFailed } from "../../../scripts/rehearse/words.ts";
import { failed, madeRehearsal, madeStep } from "../../support/made-rehearsal.ts";

type Failed = Parameters<typeof whyFailed>[0];

const text: Expectation = { kind: "text", text: "active", not: false };
const pattern: Expectation = { kind: "pattern", source: "web\\d", flags: "i", not: true };
const unmet = (expected: Expectation, instead: string | null = null): Failed => ({
  kind: "expectation",
  unmet: { expected, instead },
});

it.each<Failed>([
  { kind: "exit", status: 3 },
  { kind: "timeout", afterMs: 90_000 },
  unmet(text),
  unmet(pattern),
  unmet(text, '"failed"'),
  { kind: "cancelled" },
  { kind: "lost", reason: sentence("shellEndedWith", { status: 3 }) },
  { kind: "lost", reason: sentence("linkClosed", { where: "web1" }) },
  { kind: "refused", reason: sentence("noPrompt") },
  { kind: "refused", reason: sentence("hostKeyUnknown", { host: "web1", key: "ED25519 x" }) },
])("why a step failed, and what to do, is in a Japanese report in Japanese: %j", (why) => {
  const step = { expect: [text, pattern], exit: 0, timeoutMs: 90_500, pane: id<"pane">("laptop") } as const;
  const said = [whyFailed(why), adviceFor(why, step), ...expectationsOf(step)];
  for (const one of said) expect([one, isJapanese(reportInJapanese(one))]).toEqual([one, true]);
});

it("the HTML report of a Japanese talk has none of the English", () => {
  const result = { ...failed, todo: reportSentence("adviceExpect") };
  const output = { is: "unknown", why: reportSentence("uncomparedNoTake") } as const;
  const left = { is: "skipped", why: reportSentence("leftBehind", { step: "one" }) } as const;
  const steps = [
    madeStep("one", { result }),
    madeStep("two", { output }),
    madeStep("three", { result: left }),
  ];
  const html = htmlReport(madeRehearsal(steps, { language: "ja" }));
  expect(html).toContain("終了コード 1 で終わりました");
  expect(html).toContain("前の「one」が失敗したため、実行していません。");
  const shown = html.replaceAll(/<style>.*?<\/style>|<pre.*?<\/pre>|<[^>]*>/gs, "\n");
  expect(shown.match(/^.*\b(?:the|ended|prints|failed|step)\b.*$/gm) ?? []).toEqual([]);
});

it("each sentence of a report is found again as what it is", () => {
  for (const [key, english] of Object.entries(englishReport)) {
    const text = english.replaceAll(/\{(\w+)\}/g, "<$1>");
    expect([key, readReport(text)?.key]).toEqual([key, key]);
    expect(reportInJapanese(text).match(/<\w+>/g)?.sort()).toEqual(text.match(/<\w+>/g)?.sort());
  }
});

function isJapanese(said: string): boolean {
  return /[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(said);
}
