import { allHosts, otherHosts } from "#core/deck/other-hosts.ts";
import { stepsOf } from "#core/deck/model.ts";
import { ok, problem, warning, type Finding } from "#core/doctor/finding.ts";
import { formatProblem } from "#core/problem.ts";
import { loadTalk } from "../../talks/load.ts";
import type { Check } from "../check.ts";

/** The talk itself, in all its languages. */
export const check: Check = {
  name: "talk",
  title: "The talk's Markdown",
  order: 10,
  withinMs: 5000,
  run: async ({ talk, loaded }) => {
    const others = [...talk.files.values()].filter((file) => file !== loaded.file);
    const decks = [
      loaded.deck,
      ...(await Promise.all(others.map(async (file) => (await loadTalk(file)).deck))),
    ];
    const findings: Finding[] = decks
      .flatMap(({ problems }) => problems)
      .map((one) => problem(formatProblem(one), "Mend this line; the slide concerned shows it too."));
    const hosts = allHosts(otherHosts(loaded.slidesHtml));
    if (hosts.length > 0)
      findings.push(
        warning(
          `Slides show what lies elsewhere: ${hosts.join(", ")}.`,
          "Put it into the talk's folder: without network it is missing.",
        ),
      );
    const ids = stepsOf(loaded.deck).map(({ id }) => id);
    for (const deck of decks.slice(1)) {
      const own = new Set(stepsOf(deck).map(({ id }) => id));
      const missing = ids.filter((id) => !own.has(id));
      if (missing.length > 0)
        findings.push(
          warning(
            `${talk.talk} in "${deck.head.language}" has no step ${missing.join(", ")}, which it has in "${loaded.deck.head.language}".`,
            "Give a step the same id in all languages: recordings are found by it.",
          ),
        );
    }
    const count = `${counted(loaded.deck.slides.length, "slide")}, ${counted(ids.length, "step")}`;
    return findings.length > 0
      ? findings
      : [ok(`${count}, in ${[...talk.files.keys()].join(", ")}; no mistakes.`)];
  },
};

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
