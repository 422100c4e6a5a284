import type { LiveDeck } from "./live-deck.ts";

/** A step that was run on the way, as its pane's bar says it. */
export interface DrivenStep {
  readonly step: string;
  readonly pane: string;
  readonly at: "done" | "failed";
  /** `✓ 0 · 1.2 s` */
  readonly words: string;
}

export interface Drive {
  /** How long one step may take, from its key on; also the time for a pane to open. */
  readonly patienceMs?: number;
  /** Presses the key once more on a step that plays: a take's step is finished at once. */
  readonly hurry?: boolean;
  /** Called on each slide when all that is on it was shown and run, with the slide's id. */
  readonly onSlide?: (slide: string) => Promise<void> | void;
  /** Called after each step. What it throws ends the drive. */
  readonly onStep?: (step: DrivenStep) => Promise<void> | void;
}

const REOPEN_AFTER_MS = 5000;

interface Place {
  readonly slide: string;
  /** How many fragments of the slide are shown. */
  readonly shown: number;
  /** The step that was shown last, where the last thing shown is a step. */
  readonly step: string | null;
  readonly pane: string | null;
  readonly slideIsOver: boolean;
  readonly isLast: boolean;
}

/**
 * Walks a talk from where the deck stands to its end with the next-key, as a presenter does who waits for each step
 * to be over. Live, this records the talk: the take is the one that `kuroko takes keep` keeps.
 */
export async function driveTalk(deck: LiveDeck, drive: Drive = {}): Promise<DrivenStep[]> {
  const driven: DrivenStep[] = [];
  for (let place = await placeOf(deck); ; place = await placeOf(deck)) {
    if (place.slideIsOver) await drive.onSlide?.(place.slide);
    if (place.slideIsOver && place.isLast) return driven;
    const next = await nextPane(deck);
    if (next !== null) await paneIsReady(deck, next, drive);
    await deck.press("PageDown");
    const now = await placeOf(deck);
    if (now.step === null || now.pane === null || now.slide !== place.slide) continue;
    // The key was not taken yet.
    if (now.shown === place.shown) continue;
    if (drive.hurry) await finish(deck, now.step, now.pane);
    const step = await stepIsOver(deck, now.step, now.pane, drive);
    driven.push(step);
    await drive.onStep?.(step);
  }
}

/** The step that was shown last on this slide; null where none was, or where something else was shown after it. */
export async function stepShown(deck: LiveDeck): Promise<string | null> {
  return (await placeOf(deck)).step;
}

function placeOf(deck: LiveDeck): Promise<Place> {
  return deck.page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>(".slides section:not(.stack)")];
    const slide = document.querySelector<HTMLElement>(".slides section.present:not(.stack)");
    const shown = [...(slide?.querySelectorAll<HTMLElement>(".fragment.visible") ?? [])].sort(
      (a, b) => Number(a.dataset.fragmentIndex) - Number(b.dataset.fragmentIndex),
    );
    const last = shown.at(-1);
    return {
      slide: slide?.id ?? "",
      shown: shown.length,
      step: last?.dataset.step ?? null,
      pane: last?.dataset.pane ?? null,
      slideIsOver: slide?.querySelector(".fragment:not(.visible)") === null,
      isLast: slide === all.at(-1),
    };
  });
}

/** The pane of the step that the next-key would run on this slide. */
function nextPane(deck: LiveDeck): Promise<string | null> {
  return deck.page.evaluate(() => {
    const fragments = [
      ...document.querySelectorAll<HTMLElement>(
        ".slides section.present:not(.stack) .fragment:not(.visible)",
      ),
    ].sort((a, b) => Number(a.dataset.fragmentIndex) - Number(b.dataset.fragmentIndex));
    return fragments[0]?.dataset.pane ?? null;
  });
}

/** A machine that a background step is still making is asked again and again, as with the key that the pane offers. */
async function paneIsReady(deck: LiveDeck, pane: string, { patienceMs = 180_000 }: Drive): Promise<void> {
  const shown = `.pane.shown[data-pane="${pane}"]`;
  const ready = deck.page.locator(`${shown}:is([data-at=open], [data-origin=recorded])`);
  const lost = deck.page.locator(`${shown}[data-at=lost]`);
  const until = Date.now() + patienceMs;
  for (;;) {
    await ready.or(lost).waitFor({ timeout: Math.max(1, until - Date.now()) });
    if ((await ready.count()) > 0) return;
    if (Date.now() > until)
      throw new Error(`"${pane}" stays lost: ${await deck.page.locator(shown).innerText()}`);
    await deck.press("R");
    await lost.waitFor({ state: "detached", timeout: 5000 }).catch(() => undefined);
    await deck.page.waitForTimeout(REOPEN_AFTER_MS);
  }
}

/** Looks and presses in one go: on a step that is over by then, the key would begin the next. */
async function finish(deck: LiveDeck, step: string, pane: string): Promise<void> {
  await deck.page.waitForFunction(
    (selector) => {
      const at = document.querySelector<HTMLElement>(selector)?.dataset.at;
      if (at === "typing" || at === "running")
        window.dispatchEvent(new KeyboardEvent("keydown", { key: "PageDown" }));
      return at !== undefined && at !== "idle";
    },
    barOf(step, pane),
  );
}

async function stepIsOver(
  deck: LiveDeck,
  step: string,
  pane: string,
  { patienceMs = 180_000 }: Drive,
): Promise<DrivenStep> {
  const bar = barOf(step, pane);
  await deck.page.waitForSelector(`${bar}:is([data-at=done], [data-at=failed])`, {
    timeout: patienceMs,
    state: "attached",
  });
  const said = deck.page.locator(bar);
  const at = (await said.getAttribute("data-at")) === "done" ? "done" : "failed";
  return { step, pane, at, words: (await said.textContent()) ?? "" };
}

function barOf(step: string, pane: string): string {
  return `.pane[data-pane="${pane}"][data-step="${step}"] .pane-step`;
}
