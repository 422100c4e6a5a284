/** Clocks that differ by more make certificates, leases and one-time codes fail. */
const toleratedMs = 60_000;

/** `300 s ahead`; null where a clock is right enough. */
export function clockWords(aheadMs: number): string | null {
  if (Math.abs(aheadMs) <= toleratedMs) return null;
  return `${Math.round(Math.abs(aheadMs) / 1000)} s ${aheadMs > 0 ? "ahead" : "behind"}`;
}
