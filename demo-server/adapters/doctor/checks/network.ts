import { networkInterfaces } from "node:os";
import { judgeAnswer, PROBE } from "#core/doctor/network.ts";
import { notNeeded, ok, warning, type ToldFinding } from "#core/doctor/finding.ts";
import type { Check, Patient } from "../check.ts";

/** The way out, and whether a hotel's login page stands in it. Nobody outside is asked unless that is wanted. */
export const check: Check = {
  name: "network",
  title: { en: "Network", ja: "ネットワーク" },
  order: 130,
  withinMs: 8000,
  run: async (patient) => {
    const addresses = Object.values(networkInterfaces())
      .flatMap((found) => found ?? [])
      .filter(({ internal, family }) => !internal && family === "IPv4")
      .map(({ address }) => address);
    const shown = addresses.slice(0, 3).join(", ");
    const link =
      addresses.length > 0
        ? ok({ en: `Connected as ${shown}.`, ja: `接続中: ${shown}` })
        : warning(
            {
              en: "This computer is in no network.",
              ja: "このコンピューターはネットワークにつながっていません。",
            },
            {
              en: "The deck and the understudy play all the same; an audience and remote machines need one.",
              ja: "スライドと記録はそのまま使えます。聴衆への公開と離れたマシンには接続が必要です。",
            },
          );
    return [link, await wayOut(patient)];
  },
};

async function wayOut({ probe }: Patient): Promise<ToldFinding> {
  if (probe === null)
    return notNeeded({
      en: `Whether it leads anywhere was not tried: --network asks ${new URL(PROBE.url).host}.`,
      ja: `その先につながるかは調べていません。--network なら ${new URL(PROBE.url).host} に問い合わせます。`,
    });
  try {
    const asked = Date.now();
    const reply = await fetch(probe, {
      redirect: "manual",
      signal: AbortSignal.timeout(6000),
      cache: "no-store",
    });
    const text = (await reply.text()).slice(0, 1000);
    const date = Date.parse(reply.headers.get("date") ?? "");
    const clockAheadMs = Number.isNaN(date) ? null : asked - date;
    return judgeAnswer({ status: reply.status, text, clockAheadMs });
  } catch {
    return warning(
      { en: "The network leads nowhere: nothing answers.", ja: "ネットワークの先から応答がありません。" },
      {
        en: "The deck and the understudy play all the same; ask for another network.",
        ja: "スライドと記録はそのまま使えます。別のネットワークを頼んでください。",
      },
    );
  }
}
