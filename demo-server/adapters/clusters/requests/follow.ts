import type { Disposable, FollowRequests } from "#server/app/ports.ts";

import { AnsweredLines } from "./answered.ts";
import { runLocally, runOverSsh } from "./run.ts";

const firstWaitMs = 1000;
const longestWaitMs = 5000;

/** Runs the talk's command and runs it again when it ends, less often where it ends at once. */
export const followRequests: FollowRequests = ({ requests, targets, folder }, answered) => {
  const target = targets[requests.target];
  if (!target) return { dispose: () => undefined };
  let running: Disposable | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  let waitMs = firstWaitMs;

  const begin = (): void => {
    const lines = new AnsweredLines();
    const output = (bytes: Buffer): void => {
      waitMs = firstWaitMs;
      for (const by of lines.push(bytes)) if (!isOver) answered(by);
    };
    const again = (): void => {
      if (isOver) return;
      clearTimeout(timer);
      timer = setTimeout(begin, waitMs);
      waitMs = Math.min(waitMs * 2, longestWaitMs);
    };
    const place = { targets, folder };
    running =
      target.kind === "ssh"
        ? runOverSsh(requests.command, target, place, output, again)
        : runLocally(requests.command, target, place, output, again);
  };

  begin();
  return {
    dispose: () => {
      isOver = true;
      clearTimeout(timer);
      running?.dispose();
    },
  };
};
