import type { PageDeck } from "#core/deck/page.ts";
import type { StepId } from "#core/ids.ts";
import type { NextPress } from "#core/show/state.ts";
import { commandOf, stepsById } from "./moment.ts";
import type { SpeakerStrings } from "./strings.ts";

/** What the next-key will do, in words: `runs` and the command, `next slide` and its title. */
export interface NextWords {
  readonly verb: string;
  readonly what: string;
  readonly isCommand: boolean;
}

export interface NextWordsFrom {
  readonly page: Pick<PageDeck, "slides">;
  readonly next: NextPress;
  /** What the next fragment of the shown slide says; "" where it cannot be said. */
  readonly nextPoint: string;
}

export function nextWords({ page, next, nextPoint }: NextWordsFrom, strings: SpeakerStrings): NextWords {
  const command = (step: StepId, verb: string): NextWords => {
    const found = stepsById(page).get(step);
    return { verb, what: found ? commandOf(found) : step, isCommand: true };
  };
  switch (next.will) {
    case "run":
      return command(next.step, strings.runs);
    case "finishTyping":
      return command(next.step, strings.completes);
    case "wait":
      return command(next.step, strings.waits);
    case "reveal":
      return command(next.step, strings.reveals);
    case "fragment":
      return {
        verb: nextPoint === "" ? strings.showsMore : strings.shows,
        what: nextPoint,
        isCommand: false,
      };
    case "slide":
      return { verb: strings.goesTo, what: page.slides[next.slide]?.title ?? "", isCommand: false };
    case "end":
      return { verb: strings.ends, what: "", isCommand: false };
  }
}
