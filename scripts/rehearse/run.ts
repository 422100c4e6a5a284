import { relative, resolve } from "node:path";
import { stepsOf, type Deck } from "#core/deck/model.ts";
import { id, type StepId } from "#core/ids.ts";
import { didYouMean } from "#core/closest.ts";
import type { ResetState } from "#core/show/reset.ts";
import { kit } from "#server/adapters/site/kit.ts";
import { describeMachine } from "#server/adapters/machine.ts";
import { resetWords, runReset } from "../cli/run-reset.ts";
import { UsageError, sentenceOf } from "../cli/errors.ts";
import type { NamedTalk } from "../cli/named-talk.ts";
import { style } from "../cli/style.ts";
import { sayEach } from "../cli/talk-problems.ts";
import { takeFolders } from "../commands/takes/places.ts";
import { conduct, reportFolder, type Conducted } from "./conduct.ts";
import { columns, Progress } from "./progress.ts";
import { isGood, type Rehearsal } from "./rehearsal.ts";
import { textReport } from "./report-text.ts";
import { jsonReport, writeReports } from "./reports.ts";

export interface RehearseFlags {
  readonly only: readonly string[] | null;
  readonly keepGoing: boolean;
  readonly reset: boolean;
  readonly fast: boolean;
  readonly strict: boolean;
  readonly browser: boolean;
  readonly report: string | undefined;
  readonly json: boolean;
}

const silent = { began: () => undefined, ended: () => undefined };

/** Rehearses a talk, prints and writes the reports, and gives the exit code. */
export async function runRehearsal({ loaded }: NamedTalk, flags: RehearseFlags): Promise<number> {
  const { deck } = loaded;
  const only = flags.only && stepsNamed(deck, flags.only);
  const count = only?.size ?? stepsOf(deck).length;
  if (count === 0) throw new Error(`"${deck.talk}" has no step to rehearse`);
  const say = (line: string): void => {
    if (!flags.json) console.log(line);
  };
  sayEach(deck.problems);
  const startedAt = new Date();
  const ending = endOnSignal();
  say(
    `${style("bold", deck.head.title)} ${style("dim", `(${deck.talk}, ${deck.head.language}): ${count} ${count === 1 ? "step" : "steps"}`)}`,
  );

  const reset = flags.reset && deck.reset.length > 0 ? await bringBack(loaded, say, ending) : null;
  const going = reset?.at !== "failed" && !ending.signal.aborted;
  const conducted: Conducted = going
    ? await conduct(
        {
          loaded,
          folders: takeFolders,
          only,
          keepGoing: flags.keepGoing,
          typeAtOnce: flags.fast,
          signal: ending.signal,
          onTrouble: (trouble) => console.error(style("yellow", `  ${sentenceOf(trouble)}`)),
          ...(flags.browser ? { walk: (await import("./browser.ts")).walkInBrowser } : {}),
        },
        flags.json ? silent : new Progress(count),
      )
    : { steps: [], take: null, understudy: null };
  const rehearsal: Rehearsal = {
    version: 1,
    talk: deck.talk,
    title: deck.head.title,
    language: deck.head.language,
    startedAt: startedAt.toISOString(),
    ms: Date.now() - startedAt.getTime(),
    ranOn: await describeMachine(),
    take: conducted.take?.manifest.id ?? null,
    understudy: conducted.understudy?.manifest.id ?? null,
    reset,
    stopped: ending.signal.aborted,
    strict: flags.strict,
    steps: conducted.steps,
  };
  const folder = flags.report ? fromCaller(flags.report) : reportFolder(kit.state, conducted.take, startedAt);
  await writeReports(rehearsal, folder);
  if (flags.json) process.stdout.write(jsonReport(rehearsal));
  else {
    process.stdout.write(`\n${textReport(rehearsal, { paint: style, columns: columns() })}`);
    console.log(style("dim", `Reports: ${asCaller(folder)}/rehearsal.html, .txt, .json, junit.xml`));
    if (rehearsal.take !== null && isGood(rehearsal) && !flags.fast)
      console.log(style("dim", `kuroko takes keep ${rehearsal.take}  makes this run the understudy.`));
  }
  return isGood(rehearsal) ? 0 : 1;
}

function stepsNamed(deck: Deck, wished: readonly string[]): ReadonlySet<StepId> {
  const known = stepsOf(deck).map((step) => step.id);
  for (const name of wished) {
    if (known.includes(id<"step">(name))) continue;
    const near = didYouMean(name, known) || `; it has ${known.join(", ")}`;
    throw new UsageError(`"${deck.talk}" has no step "${name}"${near}`);
  }
  return new Set(wished.map((name) => id<"step">(name)));
}

async function bringBack(
  loaded: NamedTalk["loaded"],
  say: (line: string) => void,
  ending: Ending,
): Promise<Rehearsal["reset"]> {
  const stop = { now: () => undefined };
  const abort = (): void => stop.now();
  ending.signal.addEventListener("abort", abort);
  const state: ResetState = await runReset(loaded, say, stop);
  ending.signal.removeEventListener("abort", abort);
  say(state.at === "failed" ? resetWords(state) : style("dim", `  ${resetWords(state)}`));
  return state.at === "failed" || state.at === "done" ? state : null;
}

interface Ending {
  readonly signal: AbortSignal;
}

/** The first Ctrl-C ends the rehearsal with a report of what was done; a second one does not wait for that. */
function endOnSignal(): Ending {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  return controller;
}

function fromCaller(folder: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), folder);
}

/** As short as it can be said where the command was given. */
function asCaller(folder: string): string {
  const near = relative(process.cwd(), folder);
  return near.startsWith("..") ? folder : near;
}
