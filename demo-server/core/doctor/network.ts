import { clockWords } from "./clock.ts";
import { ok, warning, type Finding } from "./finding.ts";

/** A page that always says the same, made for this question: another answer comes from somebody in between. */
export const PROBE = { url: "http://detectportal.firefox.com/success.txt", text: "success" } as const;

export interface ProbeAnswer {
  readonly status: number;
  readonly text: string;
  /** How far this computer's clock is ahead of the answer's date; null where it has none. */
  readonly clockAheadMs: number | null;
}

/** What the answer of `PROBE` means. */
export function judgeAnswer({ status, text, clockAheadMs }: ProbeAnswer): Finding {
  if (status !== 200 || text.trim() !== PROBE.text)
    return warning(
      "Somebody answers in the network's place: probably a login page.",
      "Open any page in the browser and log in to this network.",
    );
  const off = clockAheadMs === null ? null : clockWords(clockAheadMs);
  if (off !== null)
    return warning(`It leads out, but this computer's clock is ${off}.`, "Let the system set its clock.");
  return ok("It leads out, with no login page in between.");
}
