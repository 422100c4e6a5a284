/** Rehearses with the keys of a real deck, in a browser without a window. */
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { stepsOf, type Step } from "#core/deck/model.ts";
import { reportSentence } from "#core/rehearsal-sentences.ts";
import { readTalkFolder } from "#server/adapters/site/shelf.ts";
import { listTakes } from "#server/adapters/takes/read.ts";
import { startShow } from "#server/main.ts";
import type { StepRun, WalkListener } from "#server/app/walk.ts";
import { UsageError } from "../cli/errors.ts";
import type { openHeadless as OpenHeadless } from "../cli/headless.ts";
import { trustWhere } from "../cli/trust.ts";
import type { ConductSetting } from "./conduct.ts";

/** The projector that most rooms have. */
const projector = { width: 1920, height: 1080 };
/** For what comes before and behind a step's own time: its pane opens, its line is typed. */
const patienceMs = 45_000;
/** A key that showed nothing new within this time is pressed again: the deck may have been moving. */
const pressedAgainMs = 3000;
const mostPresses = 500;
const recordedWithinMs = 3000;

/** Opens the talk live, without an understudy that could step in, and presses the next-key to its end. */
export async function walkInBrowser(setting: ConductSetting, listener: WalkListener): Promise<void> {
  const { loaded, folders, onTrouble } = setting;
  if (setting.only !== null) throw new UsageError("--browser goes through the whole talk: leave --only out");
  const { openHeadless } = await headless();
  const talk = await readTalkFolder(loaded.folder);
  const state = await freshState(folders.recorded);
  const language = [...talk.files].find(([, file]) => file === loaded.file)?.[0] ?? loaded.deck.head.language;
  const browser = await openHeadless();
  try {
    const show = await startShow({
      shelf: () => Promise.resolve([talk]),
      talk: { talk, language },
      mode: "live",
      development: false,
      host: "127.0.0.1",
      port: 0,
      trusts: trustWhere(false),
      fresh: true,
      outside: null,
      understudies: join(state, "no-understudies"),
      state,
      log: { building: () => undefined, trouble: onTrouble },
    });
    try {
      const page = await browser.newPage({ viewport: projector });
      await page.goto(show.newPresenterUrl());
      await page.waitForSelector(".reveal.ready");
      await pressThrough(page, setting, listener);
      await endRecorded(page, setting);
    } finally {
      await show.close();
    }
  } finally {
    await browser.close();
    await rm(state, { recursive: true, force: true });
  }
}

/** A show of its own, which goes on where no other one was, and records where all are recorded. */
async function freshState(recorded: string): Promise<string> {
  const state = await mkdtemp(join(tmpdir(), "kuroko-rehearsal-"));
  await mkdir(recorded, { recursive: true });
  // A junction where links need rights, on Windows.
  await symlink(recorded, join(state, "takes"), "junction");
  return state;
}

/** playwright-core comes with the tools for tests, which a talk's own CI need not have. */
async function headless(): Promise<{ openHeadless: typeof OpenHeadless }> {
  try {
    return await import("../cli/headless.ts");
  } catch (cause) {
    throw new Error(
      "--browser needs playwright-core, which is not installed: npm install, without --omit=dev",
      { cause },
    );
  }
}

async function pressThrough(page: Page, setting: ConductSetting, listener: WalkListener): Promise<void> {
  let why: string | null = null;
  for (const step of stepsOf(setting.loaded.deck)) {
    if (setting.signal.aborted) why ??= reportSentence("leftBefore");
    if (why !== null) {
      listener.ended(step, { at: "left", why });
      continue;
    }
    listener.began(step);
    const run = await pressFor(page, step, setting);
    listener.ended(step, run);
    if (run.at === "failed" && !setting.keepGoing) why = reportSentence("leftBehind", { step: step.id });
  }
}

/** A step is over in the deck a moment before its end is in the take. */
async function endRecorded(page: Page, { folders, loaded, signal }: ConductSetting): Promise<void> {
  const until = performance.now() + recordedWithinMs;
  while (!signal.aborted && performance.now() < until) {
    const newest = (await listTakes(folders.recorded, loaded.deck.talk)).at(-1);
    if (newest && "manifest" in newest && newest.manifest.steps.every(({ endMs }) => endMs !== null)) return;
    await page.waitForTimeout(100);
  }
}

async function pressFor(page: Page, step: Step, { signal, typeAtOnce }: ConductSetting): Promise<StepRun> {
  await pressUntilShown(page, step);
  const until = performance.now() + step.timeoutMs + patienceMs;
  let began = performance.now();
  for (;;) {
    const { at, words } = await page.evaluate(lookAt, { step: step.id, pane: step.pane });
    const ms = performance.now() - began;
    if (at === "done") return { at: "done", status: null, ms };
    if (at === "failed") return { at: "failed", why: { kind: "refused", reason: words }, ms };
    if (signal.aborted) return { at: "left", why: reportSentence("leftWithin") };
    if (at !== "running") began = performance.now();
    if (at === "typing" && typeAtOnce) await page.keyboard.press("PageDown");
    if (performance.now() > until)
      return {
        at: "failed",
        why: { kind: "refused", reason: `The deck did not run it: ${words}` },
        ms: null,
      };
    await page.waitForTimeout(50);
  }
}

/** Fragments and slides before the step are gone through on the way. */
async function pressUntilShown(page: Page, step: Step): Promise<void> {
  const shown = `.slides section.present .fragment.visible[data-step="${quoted(step.id)}"]`;
  for (let presses = 0; presses < mostPresses; presses++) {
    if ((await page.locator(shown).count()) > 0) return;
    const place = await page.evaluate(() => location.hash);
    await page.keyboard.press("PageDown");
    await page
      .waitForFunction((before) => location.hash !== before, place, { timeout: pressedAgainMs })
      .catch(() => undefined);
  }
}

function quoted(name: string): string {
  return name.replaceAll(/["\\]/g, "\\$&");
}

/** In the page: how the step's pane says that it is. */
function lookAt({ step, pane }: { step: string; pane: string }): { at: string; words: string } {
  const shown = document.querySelector<HTMLElement>(`.pane[data-pane="${CSS.escape(pane)}"]`);
  const bar = shown?.querySelector<HTMLElement>(".pane-step");
  if (shown?.dataset.step === step) return { at: bar?.dataset.at ?? "idle", words: bar?.textContent ?? "" };
  return { at: "idle", words: shown?.innerText.slice(0, 300) ?? "its pane is not shown" };
}
