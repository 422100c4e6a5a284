import { networkInterfaces } from "node:os";
import { judgeAnswer, PROBE } from "#core/doctor/network.ts";
import { notNeeded, ok, warning, type Finding } from "#core/doctor/finding.ts";
import type { Check, Patient } from "../check.ts";

/** The way out, and whether a hotel's login page stands in it. Nobody outside is asked unless that is wanted. */
export const check: Check = {
  name: "network",
  title: "Network",
  order: 130,
  withinMs: 8000,
  run: async (patient) => {
    const addresses = Object.values(networkInterfaces())
      .flatMap((found) => found ?? [])
      .filter(({ internal, family }) => !internal && family === "IPv4")
      .map(({ address }) => address);
    const link =
      addresses.length > 0
        ? ok(`Connected as ${addresses.slice(0, 3).join(", ")}.`)
        : warning(
            "This computer is in no network.",
            "The deck and the understudy play all the same; an audience and remote machines need one.",
          );
    return [link, await wayOut(patient)];
  },
};

async function wayOut({ probe }: Patient): Promise<Finding> {
  if (probe === null)
    return notNeeded(`Whether it leads anywhere was not tried: --network asks ${new URL(PROBE.url).host}.`);
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
      "The network leads nowhere: nothing answers.",
      "The deck and the understudy play all the same; ask for another network.",
    );
  }
}
