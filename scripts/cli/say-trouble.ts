import { sentenceOf } from "./errors.ts";
import { style } from "./style.ts";

/** Says what failed while the show goes on. */
export function sayTrouble(error: unknown): void {
  console.error(
    process.env.KUROKO_DEBUG ? error : style("yellow", `kuroko: ${withoutControls(sentenceOf(error))}`),
  );
}

/** What strangers say, a host or a window, comes into these sentences: it must not steer the presenter's terminal. */
function withoutControls(text: string): string {
  return text.replace(/[^\P{Cc}\n]+/gu, " ");
}
