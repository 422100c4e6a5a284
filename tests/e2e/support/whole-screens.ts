import type { Page } from "playwright-core";
import { recordedLines } from "./understudy-talk.ts";

/** Each picture that the panes showed, frame by frame: all of the shell's, or all of the recording's. */
export interface WatchedScreens {
  /** What was seen of a pane that is neither; empty where all was well. */
  mixtures(): readonly string[];
  /** How many pictures were looked at. */
  looked(): number;
}

/** Looks at every frame that the page draws from now on, also after it is loaded again. */
export async function watchScreens(
  page: Page,
  recorded: Readonly<Record<string, readonly string[]>>,
): Promise<WatchedScreens> {
  const mixtures: string[] = [];
  let looked = 0;
  await page.exposeFunction("kurokoShowed", (pane: string, screen: string) => {
    looked++;
    if (!isWhole(screen, recordedLines(recorded[pane] ?? []))) mixtures.push(`${pane}:\n${screen}`);
  });
  await page.addInitScript(lookAtEveryFrame);
  await page.evaluate(lookAtEveryFrame);
  return { mixtures: () => mixtures, looked: () => looked };
}

/** Whether a screen has nothing of the recording, or is a moment of it: some of its lines in their order, the last one begun. */
export function isWhole(screen: string, recorded: readonly string[]): boolean {
  if (!/recorded|play/.test(screen)) return true;
  const lines = screen.split("\n");
  const last = lines.pop() ?? "";
  return recorded.some(
    (line, at) =>
      line.startsWith(last) &&
      at >= lines.length &&
      lines.every((one, index) => one === recorded[at - lines.length + index]),
  );
}

function lookAtEveryFrame(): void {
  const known = new Map<string, string>();
  const look = (): void => {
    for (const pane of document.querySelectorAll<HTMLElement>(".pane.shown[data-pane]")) {
      const name = pane.dataset.pane ?? "";
      const rows = [...(pane.querySelector(".xterm-rows")?.children ?? [])];
      const screen = rows
        .map((row) => row.textContent.replaceAll("\u00a0", " ").trimEnd())
        .join("\n")
        .trim();
      if (known.get(name) === screen) continue;
      known.set(name, screen);
      (window as unknown as { kurokoShowed(pane: string, screen: string): void }).kurokoShowed(name, screen);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
