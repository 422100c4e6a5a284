import { ok, warning, type Finding } from "./finding.ts";

/** A page that always says the same, made for this question: another answer comes from somebody in between. */
export const PROBE = { url: "http://detectportal.firefox.com/success.txt", text: "success" } as const;

export interface ProbeAnswer {
  readonly status: number;
  readonly text: string;
  /** How far this computer's clock is ahead of the answer's date; null where it has none. */
  readonly clockAheadMs: number | null;
}

/** A clock that is off by more than this makes certificates and one-time codes fail. */
const toleratedMs = 60_000;

/** What the answer of `PROBE` means. */
export function judgeAnswer({ status, text, clockAheadMs }: ProbeAnswer): Finding {
  if (status !== 200 || text.trim() !== PROBE.text)
    return warning(
      "Somebody answers in the network's place: probably a login page.",
      "Open any page in the browser and log in to this network.",
    );
  if (clockAheadMs !== null && Math.abs(clockAheadMs) > toleratedMs) {
    const seconds = Math.round(Math.abs(clockAheadMs) / 1000);
    return warning(
      `It leads out, but this computer's clock is ${seconds} s ${clockAheadMs > 0 ? "ahead" : "behind"}.`,
      "Let the system set its clock.",
    );
  }
  return ok("It leads out, with no login page in between.");
}
