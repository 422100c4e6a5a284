import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Seen } from "#core/compare/seen.ts";
import { id, type StepId } from "#core/ids.ts";
import { keepTake } from "#server/adapters/takes/keep.ts";
import { listTakes } from "#server/adapters/takes/read.ts";
import { isReadable } from "#server/adapters/takes/find.ts";
import { learnedIn } from "#server/adapters/takes/learn.ts";
import { openLiveTalk, type LiveTalk } from "../../support/live-talk.ts";

const setting = { ignore: ["^lucky \\d+$"] };
const front = `---
title: Compared
targets:
  here: { kind: local, shell: bash, env: { TOKEN: pw-hidden-in-rehearsal } }
panes:
  main: { target: here, size: 80x24 }
compare:
  ignore: ["^lucky \\\\d+$"]
secrets:
  patterns: ["pw-[a-z-]+"]
---

# Compared

`;
const scene = (word: string): string => `${front}\`\`\`terminal main
  typing: off
$ date; echo "pid $$"; echo lucky $RANDOM; echo ${word}
  id: say
$ printf 'no end of line %s' ${word}
  id: printf
$ cd /; echo moved
  id: cd
$ echo $RANDOM
  id: noise
  compare: off
$ seq 40000
  id: seq
$ echo ${word} $TOKEN
  id: token
$ true
  id: last
\`\`\`
`;
const compared = ["say", "printf", "cd", "seq", "token"];
const steps = ["say", "printf", "cd", "noise", "seq", "token"];

let root = "";
let talk: LiveTalk | undefined;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "kuroko-compare-"));
});
afterEach(async () => {
  await talk?.close();
  talk = undefined;
  await rm(root, { recursive: true, force: true });
});

/** Plays the talk, and keeps it as the understudy of the next ones. */
async function rehearse(word: string): Promise<string> {
  talk = await openLiveTalk(scene(word));
  await talk.open("main");
  await playAll(talk);
  await talk.live.close();
  const [take] = (await listTakes(talk.takes)).filter(isReadable);
  if (!take) throw new Error("nothing was recorded");
  const folder = join(root, "kept");
  await keepTake(take, folder, setting);
  await talk.close();
  return folder;
}

async function playAll({ next, settled }: LiveTalk): Promise<void> {
  for (const step of steps) {
    expect(await next(step), step).toEqual({ ok: true });
    await settled(step);
  }
  // Begins when the prompt is back, and so the step before it is whole.
  await next("last");
}

async function perform(word: string, understudy: string): Promise<ReadonlyMap<StepId, Seen>> {
  talk = await openLiveTalk(scene(word), understudy);
  await talk.open("main");
  await playAll(talk);
  const { seen, until } = talk;
  await until(() => seen.length === compared.length, "all steps to be compared");
  return new Map(seen.map((news) => [news.step, news.seen]));
}

describe("what a step prints on stage", () => {
  it("is the same as in the rehearsal but for times, ids and what the author ignores, also of a flood", async () => {
    const seen = await perform("ahoy", await rehearse("ahoy"));
    expect(Object.fromEntries(seen)).toEqual(
      Object.fromEntries(compared.map((step) => [step, { as: "same" }])),
    );
  });

  it("differs by its first other line, without secrets", async () => {
    const understudy = await rehearse("ahoy");
    const seen = await perform("hello", understudy);
    expect(seen.get(id("say"))).toEqual({ as: "differs", recorded: "ahoy", now: "hello" });
    expect(seen.get(id("printf"))).toMatchObject({ as: "differs" });
    expect(seen.get(id("cd"))).toEqual({ as: "same" });
    expect(JSON.stringify([...seen])).not.toContain("pw-hidden");
    expect(await readFile(join(understudy, "learned.json"), "utf8")).not.toContain("pw-hidden");
    expect(talk?.window.view.seen).toEqual(Object.fromEntries(seen));
  });

  it("is learned from the casts where it was not kept, or was kept by other rules", async () => {
    const understudy = await rehearse("ahoy");
    const kept = await learnedIn(understudy, setting);
    expect(kept.get(id("say"))?.lines).toEqual(["‹time›", "pid ‹id›", "ahoy"]);
    await rm(join(understudy, "learned.json"));
    expect(await learnedIn(understudy, setting)).toEqual(kept);
    await writeFile(join(understudy, "learned.json"), "{ damaged");
    expect(await learnedIn(understudy, setting)).toEqual(kept);
    const other = await learnedIn(understudy, { ignore: ["ahoy"] });
    expect(other.get(id("say"))?.lines).toHaveLength(3);
    expect(other.get(id("say"))?.lines.at(-1)).toMatch(/^lucky/);
  });
});
