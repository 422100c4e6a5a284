import { ok, notNeeded, warning, type Finding } from "#core/doctor/finding.ts";
import { SHORTEST_VALUE } from "#core/stream/redaction.ts";
import { valuesOf } from "../../talks/secrets.ts";
import type { Check } from "../check.ts";

/** Whether each variable that is named as secret has a value that can be looked for. No value is ever told. */
export const check: Check = {
  name: "secrets",
  title: "Secrets",
  order: 15,
  withinMs: 1000,
  run: ({ loaded: { deck } }) => {
    const { env, patterns } = deck.secrets;
    if (env.length + patterns.length === 0) return Promise.resolve([notNeeded("The talk names none.")]);
    const findings = env.flatMap((name) => judge(name, valuesOf(name, deck)));
    const all = ok(`${env.length} variables and ${patterns.length} patterns are cut out of what is shown.`);
    return Promise.resolve(findings.length > 0 ? findings : [all]);
  },
};

function judge(name: string, values: readonly string[]): Finding[] {
  if (values.length === 0)
    return [
      warning(
        `${name} is named as secret, and has no value here: nothing of it is cut out.`,
        "Set it in this terminal before the show; one that only another machine knows needs a pattern.",
      ),
    ];
  if (values.every((value) => value.length >= SHORTEST_VALUE)) return [];
  return [
    warning(
      `${name} is named as secret, and has a value of less than ${SHORTEST_VALUE} characters, which is not cut out.`,
      "Give it a longer one.",
    ),
  ];
}
