import { join } from "node:path";
import { run, writeTake, type MadePane } from "../../support/made-take.ts";
import { makeTalk, type TestTalk } from "../../support/set-up-show.ts";

/** What a pane of the take has, step by step. */
export type RecordedScenes = Readonly<Record<string, readonly string[]>>;

/** How long a step of the made take runs. */
export const RECORDED_STEP_MS = 1500;
const MADE_ROWS = 16;

/** A talk with an understudy whose steps print `recorded <step> begins`, and 1.5 s later `recorded <step> ends`; without one for null. */
export async function makeUnderstudyTalk(text: string, scenes: RecordedScenes | null): Promise<TestTalk> {
  const talk = await makeTalk({ "en.md": text });
  if (scenes === null) return talk;
  let atMs = 1000;
  const panes: MadePane[] = [];
  const runs: ReturnType<typeof run>[] = [];
  for (const [pane, steps] of Object.entries(scenes)) {
    const events: [number, string][] = [[atMs - 500, "recorded> "]];
    for (const step of steps) {
      const [start, enter, end] = [atMs, atMs + 100, atMs + 100 + RECORDED_STEP_MS] as const;
      events.push([start, `play ${step}`], [enter, "\r\n"], [enter + 50, `recorded ${step} begins\r\n`]);
      for (let ms = enter + 300; ms < end - 100; ms += 300) events.push([ms, "."]);
      events.push([end - 50, `\r\nrecorded ${step} ends\r\n`], [end + 10, "recorded> "]);
      runs.push(run(step, pane, [start, enter, end]));
      atMs = end + 1000;
    }
    panes.push({ pane, events, cols: 70, rows: MADE_ROWS });
  }
  await writeTake(join(talk.home, "understudies/probe"), panes, runs);
  return talk;
}

/** The last rows of a recorded pane, as a reader sees them, when these steps were played one after the other. */
export function recordedScreen(steps: readonly string[]): string {
  return recordedLines(steps).slice(-MADE_ROWS).join("\n");
}

/** All that a recorded pane has shown when these steps were played, line by line. */
export function recordedLines(steps: readonly string[]): string[] {
  const played = steps.flatMap((step) => [
    `recorded> play ${step}`,
    `recorded ${step} begins`,
    "....",
    `recorded ${step} ends`,
  ]);
  return [...played, "recorded>"];
}
