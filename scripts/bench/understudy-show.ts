import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { id } from "#core/ids.ts";
import type { RecordedStep, TakeManifest } from "#core/takes/manifest.ts";
import { showFlags } from "../cli/package.ts";
import { startNode, type Started } from "./processes.ts";

const server = join(import.meta.dirname, "peers/kuroko-server.js");
const [cols, rows] = [80, 24];
const stepMs = 400;

/** What the recording shows first of a step. */
export const firstOf = (step: string): string => `recorded ${step}`;

export function stepNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `step${index + 1}`);
}

/** Starts the server of a talk of these steps in a folder of its own, each with an understudy. Its first line is the address. */
export async function startUnderstudyShow(
  folder: string,
  { steps, target, env }: { steps: readonly string[]; target: string; env: NodeJS.ProcessEnv },
): Promise<Started> {
  const talk = join(folder, "bench");
  const take = join(folder, "understudies/bench");
  await mkdir(talk, { recursive: true });
  await mkdir(take, { recursive: true });
  await writeFile(join(talk, "en.md"), talkOf(steps, target));
  await writeFile(join(take, "here.cast"), castOf(steps));
  await writeFile(join(take, "take.json"), JSON.stringify(manifestOf(steps)));
  const args = [join(talk, "en.md"), join(folder, "state"), "0", join(folder, "understudies")];
  return startNode([...showFlags(), server, ...args], env);
}

/** Live, a step prints for a second. */
function talkOf(steps: readonly string[], target: string): string {
  const texts = steps.map(
    (step) => `$ for n in $(seq 20); do echo live ${step}; sleep 0.05; done\n  id: ${step}\n  typing: off\n`,
  );
  return `---
title: Benchmark
language: en
targets:
  here: ${target}
panes:
  here: { target: here, prompt: "live> ", size: ${cols}x${rows} }
---

\`\`\`terminal here
${texts.join("\n")}\`\`\`
`;
}

function castOf(steps: readonly string[]): string {
  const events = steps.flatMap((step) => [
    [0.1, "o", firstOf(step)],
    [stepMs / 1000, "o", "\r\nends\r\n"],
  ]);
  return [{ version: 3, term: { cols, rows } }, ...events]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join("");
}

function manifestOf(steps: readonly string[]): TakeManifest {
  const pane = id<"pane">("here");
  const runs = steps.map((step, index): RecordedStep => {
    const startMs = 100 + index * (100 + stepMs);
    const endMs = startMs + stepMs;
    return {
      step: id(step),
      pane,
      lines: [step],
      startMs,
      enterMs: startMs,
      endMs,
      status: 0,
      outcome: "done",
    };
  });
  return {
    version: 1,
    id: id("bench-20261123-101500"),
    talk: id("bench"),
    title: "Benchmark",
    language: "en",
    recordedAt: "2026-11-23T10:15:00.000Z",
    recordedOn: "nowhere",
    kuroko: "0.1.0",
    durationMs: steps.length * (100 + stepMs),
    panes: [{ pane, title: "here", file: "here.cast", startsAtMs: 0, cols, rows }],
    steps: runs,
  };
}
