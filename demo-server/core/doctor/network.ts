import { clockWords } from "./clock.ts";
import { ok, warning, type ToldFinding } from "./finding.ts";

/** A page that always says the same, made for this question: another answer comes from somebody in between. */
export const PROBE = { url: "http://detectportal.firefox.com/success.txt", text: "success" } as const;

export interface ProbeAnswer {
  readonly status: number;
  readonly text: string;
  /** How far this computer's clock is ahead of the answer's date; null where it has none. */
  readonly clockAheadMs: number | null;
}

/** What the answer of `PROBE` means. */
export function judgeAnswer({ status, text, clockAheadMs }: ProbeAnswer): ToldFinding {
  if (status !== 200 || text.trim() !== PROBE.text)
    return warning(
      {
        en: "Somebody answers in the network's place: probably a login page.",
        ja: "ネットワークの先ではなく、別のものが答えています。ログインページのようです。",
      },
      {
        en: "Open any page in the browser and log in to this network.",
        ja: "ブラウザーで何かページを開き、このネットワークにログインしてください。",
      },
    );
  const off = clockAheadMs === null ? null : clockWords(clockAheadMs);
  if (off !== null)
    return warning(
      {
        en: `It leads out, but this computer's clock is ${off.en}.`,
        ja: `外につながりますが、このコンピューターの時計が ${off.ja}。`,
      },
      { en: "Let the system set its clock.", ja: "時計を自動で合わせてください。" },
    );
  return ok({
    en: "It leads out, with no login page in between.",
    ja: "ログインページなしで外につながります。",
  });
}
