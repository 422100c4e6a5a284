import { ok, notNeeded, warning, type ToldFinding } from "#core/doctor/finding.ts";
import { SHORTEST_VALUE } from "#core/stream/redaction.ts";
import { valuesOf } from "../../talks/secrets.ts";
import type { Check } from "../check.ts";

/** Whether each variable that is named as secret has a value that can be looked for. No value is ever told. */
export const check: Check = {
  name: "secrets",
  title: { en: "Secrets", ja: "秘密の値" },
  order: 15,
  withinMs: 1000,
  run: ({ loaded: { deck } }) => {
    const { env, patterns } = deck.secrets;
    if (env.length + patterns.length === 0)
      return Promise.resolve([notNeeded({ en: "The talk names none.", ja: "指定はありません。" })]);
    const findings = env.flatMap((name) => judge(name, valuesOf(name, deck)));
    const all = ok({
      en: `${env.length} variables and ${patterns.length} patterns are cut out of what is shown.`,
      ja: `変数 ${env.length} 個とパターン ${patterns.length} 個を、表示から取り除きます。`,
    });
    return Promise.resolve(findings.length > 0 ? findings : [all]);
  },
};

function judge(name: string, values: readonly string[]): ToldFinding[] {
  if (values.length === 0)
    return [
      warning(
        {
          en: `${name} is named as secret, and has no value here: nothing of it is cut out.`,
          ja: `秘密とされた ${name} の値がここにないため、取り除けません。`,
        },
        {
          en: "Set it in this terminal before the show; one that only another machine knows needs a pattern.",
          ja: "本番の前にこの端末で設定してください。別のマシンにしかない値には、パターンを書いてください。",
        },
      ),
    ];
  if (values.every((value) => value.length >= SHORTEST_VALUE)) return [];
  return [
    warning(
      {
        en: `${name} is named as secret, and has a value of less than ${SHORTEST_VALUE} characters, which is not cut out.`,
        ja: `秘密とされた ${name} に ${SHORTEST_VALUE} 文字未満の値があり、取り除けません。`,
      },
      { en: "Give it a longer one.", ja: "もっと長い値にしてください。" },
    ),
  ];
}
