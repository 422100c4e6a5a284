import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** Shells of the tests read no start-up files of whoever runs them: those may be slow, and print or lock what they like. */
const home = join(import.meta.dirname, ".cache/test-home");
mkdirSync(home, { recursive: true });

/** Kinds of tests run one after another: those with a browser and clocks of their own want the machine for themselves. */
export default defineConfig({
  cacheDir: ".cache/vitest",
  test: {
    maxWorkers: 2,
    env: { HOME: home },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.ts"],
          sequence: { groupOrder: 0 },
          // Property tests compute for a second or two, and many times that where the machine is busy.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts", "tests/contract/**/*.test.ts"],
          sequence: { groupOrder: 1 },
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          sequence: { groupOrder: 2 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
