import { basename, join } from "node:path";
import { stepsOf, type Deck, type Step } from "#core/deck/model.ts";
import type { LearnedOutputs } from "#core/compare/learn.ts";
import type { StepId } from "#core/ids.ts";
import { redactText } from "#core/stream/redaction.ts";
import { bestRun } from "#core/takes/manifest.ts";
import { systemClock } from "#server/adapters/clock.ts";
import { understudyOf } from "#server/adapters/takes/find.ts";
import { learn } from "#server/adapters/takes/learn.ts";
import { listTakes, TakeError, type Take } from "#server/adapters/takes/read.ts";
import { stepOutput } from "#server/adapters/takes/step-output.ts";
import type { LoadedTalk } from "#server/adapters/talks/load.ts";
import { secretsOf } from "#server/adapters/talks/secrets.ts";
import { walkTalk, type StepRun, type WalkListener } from "#server/app/walk.ts";
import { openLive } from "#server/live.ts";
import { judge, type Evidence } from "./judge.ts";
import type { RehearsedStep } from "./rehearsal.ts";

export interface ConductSetting {
  readonly loaded: LoadedTalk;
  /** Where takes are recorded, and where the understudies are. */
  readonly folders: { readonly recorded: string; readonly understudies: string };
  readonly only: ReadonlySet<StepId> | null;
  readonly keepGoing: boolean;
  readonly typeAtOnce: boolean;
  readonly signal: AbortSignal;
  readonly onTrouble: (trouble: unknown) => void;
  /** Goes through the talk and tells; by default without a browser. */
  readonly walk?: (setting: ConductSetting, listener: WalkListener) => Promise<void>;
}

/** What a rehearsal leaves: how each step went, and the two takes. */
export interface Conducted {
  readonly steps: readonly RehearsedStep[];
  readonly take: Take | null;
  readonly understudy: Take | null;
}

/** Runs a talk's steps as a show would, records them, and compares the take with the understudy. */
export async function conduct(setting: ConductSetting, listener: WalkListener): Promise<Conducted> {
  const { loaded, folders, onTrouble } = setting;
  const { deck } = loaded;
  const understudy = await understudyOf(folders, deck.talk).catch((error: unknown) => {
    if (!(error instanceof TakeError)) throw error;
    onTrouble(`The understudy cannot be read: ${error.message}`);
    return undefined;
  });
  const runs = new Map<StepId, StepRun>();
  const startedAt = new Date();
  await (setting.walk ?? walkHeadless)(setting, {
    began: (step) => listener.began(step),
    ended: (step, run) => {
      runs.set(step.id, run);
      listener.ended(step, run);
    },
  });
  const take = await takeSince(folders.recorded, deck, startedAt);
  const [now, before] = await Promise.all([evidenceOf(take, deck), evidenceOf(understudy ?? null, deck)]);
  const rules = secretsOf(deck, onTrouble);
  const judged = stepsWithSlides(deck).flatMap(({ step, slide }) => {
    const run = runs.get(step.id);
    return run ? [{ step, slide, run }] : [];
  });
  const steps = await Promise.all(
    judged.map(async ({ step, slide, run }) =>
      judge({
        step,
        slide,
        run,
        file: basename(loaded.file),
        now: now(step.id),
        printed: take && run.at === "failed" ? await stepOutput(take, step.id) : "",
        understudy: understudy && before(step.id),
        redact: (text) => redactText(text, rules),
      }),
    ),
  );
  return { take, understudy: understudy ?? null, steps };
}

async function walkHeadless(setting: ConductSetting, listener: WalkListener): Promise<void> {
  const { loaded, folders, onTrouble } = setting;
  const understudy = await understudyOf(folders, loaded.deck.talk).catch(() => undefined);
  const sizes = new Map(understudy?.manifest.panes.map(({ pane, cols, rows }) => [pane, { cols, rows }]));
  const live = await openLive({ file: loaded.file, takes: folders.recorded, onTrouble });
  try {
    // Programs fold their lines by the width of the screen: it has to be the one that they are compared with.
    await walkTalk(
      {
        ...setting,
        stage: live.stage,
        deck: loaded.deck,
        clock: systemClock,
        sizeOf: (pane) => sizes.get(pane),
      },
      listener,
    );
  } finally {
    await live.close();
  }
}

async function takeSince(recorded: string, { talk }: Deck, since: Date): Promise<Take | null> {
  const from = new Date(Math.floor(since.getTime() / 1000) * 1000).toISOString();
  const takes = await listTakes(recorded, talk);
  const newest = takes.filter((take) => "manifest" in take).at(-1);
  return newest && newest.manifest.recordedAt >= from ? newest : null;
}

async function evidenceOf(take: Take | null, { compare }: Deck): Promise<(step: StepId) => Evidence> {
  const outputs: LearnedOutputs = take ? await learn(take, compare) : new Map();
  return (step) => ({
    run: take ? bestRun(take.manifest, step) : undefined,
    output: outputs.get(step),
  });
}

function stepsWithSlides({ slides }: Deck): { step: Step; slide: Deck["slides"][number] }[] {
  return slides.flatMap((slide) => stepsOf({ slides: [slide] }).map((step) => ({ step, slide })));
}

/** Folder of a rehearsal's reports where none is named. */
export function reportFolder(state: string, take: Take | null, startedAt: Date): string {
  const stamp = startedAt.toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
  return join(state, "rehearsals", take?.manifest.id ?? stamp);
}
