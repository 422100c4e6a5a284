const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A week: longer than any talk, short enough for a timer. */
const longestMs = 7 * 24 * 3_600_000;

/** How durations are written, for messages. */
export const durationForm = `a number with its unit, like "500ms", "90s" or "1m 30s"`;

/** Milliseconds of `500ms`, `90s`, `1.5m`, `1h`, `1m 30s`; null for anything else, a bare number too. */
export function parseDuration(text: string): number | null {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h)\s*)+$/.test(text.trim())) return null;
  let totalMs = 0;
  for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    totalMs += Number(count) * (unitMs[unit ?? ""] ?? 0);
  }
  return totalMs <= longestMs ? Math.round(totalMs) : null;
}
