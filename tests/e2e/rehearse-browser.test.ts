import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadTalk } from "#server/adapters/talks/load.ts";
import { walkInBrowser } from "../../scripts/rehearse/browser.ts";
import { conduct, type Conducted } from "../../scripts/rehearse/conduct.ts";
import { verdictOf } from "../../scripts/rehearse/rehearsal.ts";

let folder = "";
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "kuroko-rehearse-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

async function rehearse(slides: string): Promise<Conducted> {
  const talk = join(folder, "ships");
  await mkdir(talk, { recursive: true });
  const front = "---\ntargets: { here: { kind: local, shell: bash } }\npanes: { main: here }\n---\n";
  await writeFile(join(talk, "en.md"), front + slides);
  return conduct(
    {
      loaded: await loadTalk(join(talk, "en.md")),
      folders: { recorded: join(folder, "takes"), understudies: join(folder, "understudies") },
      only: null,
      keepGoing: false,
      typeAtOnce: true,
      signal: new AbortController().signal,
      onTrouble: (trouble) => expect.fail(String(trouble)),
      walk: walkInBrowser,
    },
    { began: () => undefined, ended: () => undefined },
  );
}

describe("a rehearsal in a browser", () => {
  it("presses through slides, fragments and steps, and its take says how long each took", async () => {
    const { steps, take } = await rehearse(`
# One

- a <!-- .element: class="fragment" -->
- b <!-- .element: class="fragment" -->

---

\`\`\`terminal main
$ echo hello
  id: hello
$ sleep 0.5; exit_with() { return 3; }; exit_with
  id: fails
$ echo never
  id: never
\`\`\`
`);
    expect(steps.map((step) => `${step.step} ${verdictOf(step)}`)).toEqual([
      "hello passed",
      "fails failed",
      "never skipped",
    ]);
    expect(steps[1]?.result).toMatchObject({ why: "ended with status 3" });
    expect(steps[1]?.ms).toBeGreaterThanOrEqual(500);
    expect(take?.manifest.steps.map(({ step }) => step)).toEqual(["hello", "fails"]);
    // The size of a projector's, not that of a shell without a window.
    expect(take?.manifest.panes[0]?.cols).toBeGreaterThan(80);
  });
});
