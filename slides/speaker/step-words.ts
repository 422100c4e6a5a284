import { formatMs } from "#core/show/durations.ts";
import type { ShownStep } from "#core/show/state.ts";
import type { Failure } from "#core/steps/machine.ts";
import type { Strings } from "../ui/strings.ts";
import { clockTime } from "../ui/time.ts";
import type { NewsWords } from "./news-words.ts";

/** A line below a step: why it failed, or a line that it printed and what it is of. */
export interface StepDetail {
  /** What the text is, in a word; "" for a sentence. */
  readonly name: string;
  readonly text: string;
}

/** How a step is, in a few words; "" for one that is idle. */
export function stepSays(shown: ShownStep | null, strings: Strings, words: NewsWords): string {
  switch (shown?.at) {
    case undefined:
      return "";
    case "typing":
      return strings.typing;
    case "running": {
      const { tries } = shown;
      const mark = tries?.waits ? "↻" : "▶";
      return joined(`${mark} ${clockTime(shown.forMs)}`, tries ? words.run(tries.run, tries.of) : "");
    }
    case "done": {
      const status = shown.status === null ? "" : String(shown.status);
      return `✓ ${joined(status, formatMs(shown.ms), seenSays(shown, words))}`;
    }
    case "failed":
      return joined(
        `✗ ${isLong(shown.why) ? words.unexpected : strings.failure(shown.why)}`,
        seenSays(shown, words),
      );
  }
}

/** What is to be read of a step beyond that. */
export function stepDetails(shown: ShownStep | null, strings: Strings, words: NewsWords): StepDetail[] {
  if (shown?.at === "running" && shown.tries?.waits)
    return [{ name: "", text: words.runsAgain(strings.failure(shown.tries.waits)) }];
  const details: StepDetail[] = [];
  if (shown?.at === "failed" && isLong(shown.why))
    details.push({ name: "", text: strings.failure(shown.why) });
  if (shown?.seen?.as === "differs") {
    const { recorded, now } = shown.seen;
    details.push({ name: words.recorded, text: recorded ?? words.nothing });
    details.push({ name: words.now, text: now ?? words.nothing });
  }
  return details;
}

/** A sentence of its own, which would push the command aside. */
function isLong({ kind }: Failure): boolean {
  return kind === "expectation" || kind === "told";
}

function seenSays({ seen }: ShownStep, words: NewsWords): string {
  if (!seen) return "";
  return seen.as === "same" ? words.same : `⚠ ${words.differs}`;
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" · ");
}
