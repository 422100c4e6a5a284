import { worstOf } from "#core/doctor/finding.ts";
import { PROBE } from "#core/doctor/network.ts";
import { examine } from "#server/adapters/doctor/examine.ts";
import { kit } from "#server/adapters/site/kit.ts";
import type { NamedTalk } from "../cli/named-talk.ts";
import { style } from "../cli/style.ts";
import { takeFolders } from "../commands/takes/places.ts";
import { doctorReport } from "./report.ts";

export interface DoctorFlags {
  readonly live: boolean;
  readonly network: boolean;
  readonly json: boolean;
  readonly listen: { readonly host: string; readonly port: number };
}

/** Examines a talk and this computer, prints what was found, and ends the process with 0 or 1. */
export async function runDoctor({ talk, loaded }: NamedTalk, flags: DoctorFlags): Promise<void> {
  const { live, network, json, listen } = flags;
  const startedAt = performance.now();
  const { title, language } = loaded.deck.head;
  if (!json) console.log(`${style("bold", title)} ${style("dim", `(${talk.talk}, ${language})`)}\n`);
  const examined = await examine({
    talk,
    loaded,
    language: "en",
    folders: takeFolders,
    state: kit.state,
    live,
    probe: network ? PROBE.url : null,
    listen,
  });
  const ms = Math.round(performance.now() - startedAt);
  const columns = process.stdout.isTTY ? process.stdout.columns : 100;
  const text = json
    ? JSON.stringify(
        { talk: talk.talk, language, live, ms, worst: worstOf(examined), checks: examined },
        null,
        2,
      )
    : `${doctorReport(examined, columns)} ${style("dim", `(${(ms / 1000).toFixed(1)} s)`)}`;
  // What did not answer in time may hold the process open for a while: nobody waits for it.
  process.stdout.write(`${text}\n`, () => process.exit(worstOf(examined) === "problem" ? 1 : 0));
}
