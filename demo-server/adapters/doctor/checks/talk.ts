import { allHosts, otherHosts } from "#core/deck/other-hosts.ts";
import { stepsOf } from "#core/deck/model.ts";
import { ok, problem, warning, type ToldFinding } from "#core/doctor/finding.ts";
import { formatProblem } from "#core/problem.ts";
import { alike } from "#core/told.ts";
import { loadTalk } from "../../talks/load.ts";
import type { Check } from "../check.ts";

/** The talk itself, in all its languages. */
export const check: Check = {
  name: "talk",
  title: { en: "The talk's Markdown", ja: "発表の Markdown" },
  order: 10,
  withinMs: 5000,
  run: async ({ talk, loaded }) => {
    const others = [...talk.files.values()].filter((file) => file !== loaded.file);
    const decks = [
      loaded.deck,
      ...(await Promise.all(others.map(async (file) => (await loadTalk(file)).deck))),
    ];
    const findings: ToldFinding[] = decks
      .flatMap(({ problems }) => problems)
      .map((one) =>
        problem(alike(formatProblem(one)), {
          en: "Mend this line; the slide concerned shows it too.",
          ja: "この行を直してください。そのスライドにも出ています。",
        }),
      );
    const hosts = allHosts(otherHosts(loaded.slidesHtml)).join(", ");
    if (hosts !== "")
      findings.push(
        warning(
          {
            en: `Slides show what lies elsewhere: ${hosts}.`,
            ja: `スライドがよそのものを表示します: ${hosts}`,
          },
          {
            en: "Put it into the talk's folder: without network it is missing.",
            ja: "発表のフォルダーに入れてください。ネットワークがないと表示されません。",
          },
        ),
      );
    const ids = stepsOf(loaded.deck).map(({ id }) => id);
    for (const deck of decks.slice(1)) {
      const own = new Set(stepsOf(deck).map(({ id }) => id));
      const missing = ids.filter((id) => !own.has(id));
      if (missing.length > 0)
        findings.push(
          warning(
            {
              en: `${talk.talk} in "${deck.head.language}" has no step ${missing.join(", ")}, which it has in "${loaded.deck.head.language}".`,
              ja: `${talk.talk} の「${deck.head.language}」版に、「${loaded.deck.head.language}」版にあるステップ ${missing.join(", ")} がありません。`,
            },
            {
              en: "Give a step the same id in all languages: recordings are found by it.",
              ja: "どの言語でもステップの id を同じにしてください。記録は id で探されます。",
            },
          ),
        );
    }
    const slides = loaded.deck.slides.length;
    const languages = [...talk.files.keys()].join(", ");
    return findings.length > 0
      ? findings
      : [
          ok({
            en: `${counted(slides, "slide")}, ${counted(ids.length, "step")}, in ${languages}; no mistakes.`,
            ja: `スライド ${slides} 枚、ステップ ${ids.length} 個（${languages}）。間違いはありません。`,
          }),
        ];
  },
};

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
