import type { ClusterReading } from "#core/cluster/model.ts";
import { notNeeded, ok, warning, type ToldFinding } from "#core/doctor/finding.ts";
import { alike, toldSentence, type Told } from "#core/told.ts";
import { loadClusters } from "../../clusters/index.ts";
import type { Check, Patient } from "../check.ts";
import { liveOnly } from "../severity.ts";

/** So many units are named; of more, how many there are. */
const namedUnits = 4;

/** Whether the cluster answers, and what a rehearsal has left on it. */
export const check: Check = {
  name: "cluster",
  title: { en: "The cluster", ja: "クラスタ" },
  order: 60,
  withinMs: 8000,
  run: async (patient) => {
    const { deck, folder } = patient.loaded;
    if (!deck.cluster)
      return [notNeeded({ en: "The talk shows no cluster.", ja: "クラスタを使わない発表です。" })];
    const adapter = (await loadClusters()).get(deck.cluster.source);
    if (!adapter)
      return [
        liveOnly(
          patient,
          {
            en: `Nothing here reads ${deck.cluster.source}.`,
            ja: `${deck.cluster.source} を読めるものがありません。`,
          },
          { en: "Correct the cluster's source.", ja: "クラスタの source を直してください。" },
        ),
      ];
    const request = { cluster: deck.cluster, targets: deck.targets, folder };
    return new Promise<readonly ToldFinding[]>((resolve) => {
      // It may tell something before `watch` has returned.
      const end = (findings: readonly ToldFinding[]): void => {
        resolve(findings);
        queueMicrotask(() => watching.dispose());
      };
      const watching = adapter.watch(request, {
        read: (reading) => end(judge(reading, deck.cluster?.source ?? "")),
        silent: (why) =>
          end([
            liveOnly(
              patient,
              { en: `It does not answer: ${why}`, ja: `応答しません: ${toldSentence(why).ja}` },
              {
                en: "Mend that: the map would say the same on stage.",
                ja: "直してください。このままでは本番の地図にも同じことが出ます。",
              },
            ),
          ]),
        absent: () =>
          end([
            patient.live && !makesIt(patient)
              ? liveOnly(
                  patient,
                  { en: "There is no cluster.", ja: "クラスタがありません。" },
                  {
                    en: 'Make it: "kuroko lab up", or terraform apply.',
                    ja: "「kuroko lab up」か terraform apply で作ってください。",
                  },
                )
              : ok({
                  en: "There is none yet: the talk makes it.",
                  ja: "まだありません。発表の中で作ります。",
                }),
          ]),
      });
    });
  },
};

function makesIt({ loaded }: Patient): boolean {
  return loaded.deck.cluster?.terraform !== undefined;
}

function judge({ machines, units }: ClusterReading, source: string): ToldFinding[] {
  const running = units.filter(({ active }) => active !== "stopped");
  const failed = units.filter(({ active }) => active === "failed");
  const machine = machines.length === 1 ? "machine" : "machines";
  const words = {
    en: `${source}: ${machines.length} ${machine}`,
    ja: `${source}: マシン ${machines.length} 台`,
  };
  if (machines.length === 0)
    return [
      warning(
        { en: `${words.en}.`, ja: `${words.ja}。` },
        { en: "Switch them on: kuroko lab on.", ja: "電源を入れてください: kuroko lab on" },
      ),
    ];
  if (running.length === 0)
    return [ok({ en: `${words.en}, and nothing runs on them.`, ja: `${words.ja}。何も動いていません。` })];
  const [failures, left] = [list(failed), list(running)];
  return [
    ok({ en: `${words.en}.`, ja: `${words.ja}。` }),
    ...(failed.length > 0
      ? [
          warning(
            { en: `Failed: ${failures.en}.`, ja: `失敗しています: ${failures.ja}。` },
            { en: "Clean it up: kuroko reset.", ja: "片付けてください: kuroko reset" },
          ),
        ]
      : []),
    warning(
      { en: `Left on it: ${left.en}.`, ja: `残っています: ${left.ja}。` },
      {
        en: "Where the demo begins without them, bring it back: kuroko reset.",
        ja: "ない状態からデモを始めるなら、戻してください: kuroko reset",
      },
    ),
  ];
}

function list(units: readonly { readonly name: string }[]): Told {
  const names = units.map(({ name }) => name);
  if (names.length <= namedUnits) return alike(names.join(", "));
  const some = names.slice(0, namedUnits).join(", ");
  const more = names.length - namedUnits;
  return { en: `${some} and ${more} more`, ja: `${some}、ほか ${more}` };
}
