import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Seen } from "#core/compare/seen.ts";
import { id, type PaneId, type StepId } from "#core/ids.ts";
import type { Action, Answer, FromServer, PaneState } from "#core/protocol/messages.ts";
import type { ResetState } from "#core/show/reset.ts";
import type { StepState } from "#core/steps/machine.ts";
import { Requests } from "#server/app/requests.ts";
import { PresenterWindow, type Send } from "#server/app/window.ts";
import { openLive, type Live } from "#server/live.ts";

/** A talk with real shells and no browser: what a window would hear is collected here. */
export interface LiveTalk {
  readonly live: Live;
  readonly window: PresenterWindow;
  readonly folder: string;
  readonly takes: string;
  /** What the stage complained of. */
  readonly troubles: unknown[];
  /** Everything printed in a pane since it was opened. */
  readonly printed: (pane: string) => string;
  /** How often each step came into each state, in order. */
  readonly steps: { readonly step: StepId; readonly state: StepState }[];
  /** What was told of comparing, in order. */
  readonly seen: readonly { readonly step: StepId; readonly seen: Seen }[];
  /** How the newest reset went on. */
  readonly resets: readonly ResetState[];
  readonly pane: (pane: string) => PaneState | undefined;
  readonly open: (pane: string) => Promise<void>;
  readonly ask: (action: Action) => Promise<Answer>;
  readonly next: (step: string) => Promise<Answer>;
  /** Waits until the step is over. */
  readonly settled: (step: string) => Promise<StepState>;
  readonly until: (condition: () => boolean, what: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts a live stage on this Markdown, with a kept take to compare with; its shells start in a folder of their own. */
export async function openLiveTalk(markdown: string, understudy?: string): Promise<LiveTalk> {
  const folder = await mkdtemp(join(tmpdir(), "kuroko-live."));
  const file = join(folder, "en.md");
  await writeFile(file, markdown);
  const takes = join(folder, "takes");
  const troubles: unknown[] = [];
  const understudies = join(folder, "understudies");
  if (understudy !== undefined)
    await cp(understudy, join(understudies, basename(folder)), { recursive: true });
  const live = await openLive({
    file,
    takes,
    understudies,
    onTrouble: (trouble) => troubles.push(trouble),
  });

  const changed = new Signal();
  const texts = new Map<PaneId, string>();
  const panes = new Map<PaneId, PaneState>();
  const steps: { step: StepId; state: StepState }[] = [];
  const seen: LiveTalk["seen"][number][] = [];
  const resets: ResetState[] = [];
  const hear: FromServer = {
    output: ({ pane, data }) => texts.set(pane, (texts.get(pane) ?? "") + data),
    screen: ({ pane, data }) => texts.set(pane, (texts.get(pane) ?? "") + data),
    resized: () => undefined,
    pane: ({ pane, state }) => panes.set(pane, state),
    cluster: () => undefined,
    reset: (state) => resets.push(state),
    seen: (news) => seen.push(news),
    reactions: () => undefined,
    step: ({ step, state }) => steps.push({ step, state }),
    show: () => undefined,
    driving: () => undefined,
    press: () => undefined,
    room: () => undefined,
    questions: () => undefined,
    pairing: () => undefined,
  };
  const send: Send = (name, message) => {
    (hear[name] as (message: unknown) => void)(message);
    changed.fire();
  };
  const window = new PresenterWindow(live.stage, new Requests(), send, () => true);
  let requests = 0;
  const ask = (action: Action): Promise<Answer> =>
    window.ask({ request: id<"request">(`r${++requests}`), action });
  const until = (condition: () => boolean, what: string): Promise<void> => changed.until(condition, what);
  const stateOf = (step: string): StepState | undefined =>
    steps.findLast((change) => change.step === step)?.state;

  return {
    live,
    window,
    folder,
    takes,
    troubles,
    steps,
    resets,
    seen,
    printed: (pane) => texts.get(id<"pane">(pane)) ?? "",
    pane: (pane) => panes.get(id<"pane">(pane)),
    open: (pane) => window.open({ pane: id<"pane">(pane), size: { cols: 80, rows: 24 }, have: null }),
    ask,
    next: (step) => ask({ do: "next", step: id<"step">(step) }),
    settled: async (step) => {
      const over = (): boolean => ["done", "failed"].includes(stateOf(step)?.at ?? "idle");
      await until(over, `step ${step} to be over`);
      return stateOf(step) ?? { at: "idle" };
    },
    until,
    close: async () => {
      window.dispose();
      await live.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Lets tests wait for a condition that only changes when something was heard. */
class Signal {
  readonly #waiting = new Set<() => void>();

  fire(): void {
    for (const look of [...this.#waiting]) look();
  }

  until(condition: () => boolean, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`waited 15 s for ${what}`));
      }, 15_000);
      const look = (): void => {
        if (!condition()) return;
        clearTimeout(late);
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }
}
