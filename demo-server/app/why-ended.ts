import type { ChannelEnd } from "./ports.ts";

/** How the sentence begins where nothing failed but the shell itself ended, which only a command makes it do. */
export const SHELL_ENDED = "The shell has ended";

/** Why there is no shell any more, in a sentence for the presenter. */
export function whyEnded(end: ChannelEnd): string {
  if (end.why === "lost") return end.reason;
  return `${SHELL_ENDED}${end.status === null || end.status === 0 ? "" : ` with status ${end.status}`}.`;
}
