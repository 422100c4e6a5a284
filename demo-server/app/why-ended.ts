import type { Sentence } from "#core/said.ts";
import { readSentence, sentence } from "#core/sentences.ts";
import type { ChannelEnd } from "./ports.ts";

/** Why there is no shell any more, in a sentence for the presenter. */
export function whyEnded(end: ChannelEnd): Sentence {
  if (end.why === "lost") return end.reason;
  const { status } = end;
  return status === null || status === 0 ? sentence("shellEnded") : sentence("shellEndedWith", { status });
}

/** Whether nothing failed but the shell itself ended, which only a command makes it do. */
export function isShellEnded(reason: string): boolean {
  const read = readSentence(reason);
  return read?.key === "shellEnded" || read?.key === "shellEndedWith";
}
