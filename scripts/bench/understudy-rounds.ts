import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { withPage } from "./browser.ts";
import { noFarMachine, startFarMachine } from "./far-machine.ts";
import { measureCompare, measureLinkLoss, measureStepIn } from "./measure/understudy.ts";
import type { BenchOptions } from "./options.ts";
import type { Sample } from "./samples.ts";
import { startUnderstudyShow, stepNames } from "./understudy-show.ts";
import type { Workshop } from "./workshop.ts";

/** Measures how soon the understudy is there, how soon it is seen that it is needed, and what comparing costs. */
export async function measureUnderstudy(
  { load, rounds }: BenchOptions,
  { browser, pages, scratch, env }: Workshop,
  say: (text: string) => void,
  attempt: (what: string, measure: () => Promise<Sample>) => Promise<void>,
): Promise<void> {
  const { steps, comparisons } = load.understudy;
  for (let round = 1; round <= rounds; round++) {
    await attempt(`round ${round}: the understudy's key`, async () => {
      const names = stepNames(steps);
      const target = "{ kind: local, shell: bash }";
      const ms = await onDeck({ steps: names, target }, (page, address) =>
        measureStepIn(page, address, names),
      );
      return { test: "stepIn", round, ms };
    });
    if (noFarMachine === null) {
      await attempt(`round ${round}: a link that is cut`, async () => {
        const far = await startFarMachine(await ownFolder());
        try {
          const found = await onDeck({ steps: stepNames(1), target: far.target }, (page, address) =>
            measureLinkLoss(page, address, far),
          );
          return { test: "linkLoss", round, ...found };
        } finally {
          await far.stop();
        }
      });
    }
  }
  if (noFarMachine !== null) say(`a link that is cut: skipped, ${noFarMachine}`);
  await attempt("comparing what a step printed", () =>
    Promise.resolve({ test: "compare", ...measureCompare(comparisons) }),
  );

  async function onDeck<Found>(
    talk: { steps: readonly string[]; target: string },
    measure: (page: Page, address: string) => Promise<Found>,
  ): Promise<Found> {
    const server = await startUnderstudyShow(await ownFolder(), { ...talk, env });
    try {
      return await withPage(browser, pages.probe, (page) => measure(page, server.line));
    } finally {
      await server.stop();
    }
  }

  function ownFolder(): Promise<string> {
    return mkdtemp(join(scratch, "understudy-"));
  }
}
