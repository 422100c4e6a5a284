import { startVitest, type TestCase, type TestModule, type Vitest } from "vitest/node";
import { kit } from "#server/adapters/site/kit.ts";

export interface TestWish {
  /** Parts of file names; none for all. */
  readonly files: readonly string[];
  readonly project?: string;
  readonly name?: string;
  readonly watch: boolean;
}

export interface TestCount {
  readonly passed: number;
  /** Failed tests, files that could not be run, and errors outside of any test. */
  readonly failed: number;
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
}

/** Runs vitest, which prints as it goes, and counts. */
export async function runTests(wish: TestWish): Promise<TestCount> {
  const vitest = await startVitest("test", [...wish.files], {
    root: kit.root,
    run: !wish.watch,
    watch: wish.watch,
    // Nothing but a mistake in the wish finds no file; counted as a failure below.
    passWithNoTests: true,
    ...(wish.project === undefined ? {} : { project: wish.project }),
    ...(wish.name === undefined ? {} : { testNamePattern: wish.name }),
  });
  if (wish.watch) await new Promise<void>((resolve) => vitest.onClose(() => resolve()));
  const count = countOf(vitest);
  await vitest.close();
  return count;
}

function countOf(vitest: Vitest): TestCount {
  const modules = vitest.state.getTestModules();
  if (modules.length === 0) console.error("No test file has such a name.");
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const of = (state: string): TestCase[] => tests.filter((test) => test.result().state === state);
  const outside = vitest.state.getUnhandledErrors().length + modules.filter(isBroken).length;
  const unfinished = of("pending").length;
  return {
    passed: of("passed").length,
    failed: of("failed").length + outside + unfinished + (modules.length === 0 ? 1 : 0),
    skipped: of("skipped").map((test) => ({
      name: `${test.module.relativeModuleId}: ${test.fullName.replaceAll(reasonInName, "")}`,
      why: whyOf(test),
    })),
  };
}

/** A file that failed outside of its tests: it could not be imported, or a hook of the whole file threw. */
function isBroken(module: TestModule): boolean {
  return module.state() === "failed" && [...module.children.allTests("failed")].length === 0;
}

/** A condition on a test, or on a group of tests, has no note of its own: the name carries the reason. */
const reasonInName = / \(skipped: ([^)]*)\)/g;

function whyOf(test: TestCase): string {
  const result = test.result();
  const note = result.state === "skipped" ? result.note : undefined;
  return note ?? [...test.fullName.matchAll(reasonInName)].at(-1)?.[1] ?? "no reason given";
}
