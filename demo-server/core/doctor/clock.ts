import type { Told } from "../told.ts";

/** Clocks that differ by more make certificates, leases and one-time codes fail. */
const toleratedMs = 60_000;

/** `300 s ahead`; null where a clock is right enough. */
export function clockWords(aheadMs: number): Told | null {
  if (Math.abs(aheadMs) <= toleratedMs) return null;
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  return aheadMs > 0
    ? { en: `${seconds} s ahead`, ja: `${seconds} 秒進んでいます` }
    : { en: `${seconds} s behind`, ja: `${seconds} 秒遅れています` };
}
