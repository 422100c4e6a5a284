/** The value below which `percent` of the values lie (nearest rank). NaN of nothing. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? NaN;
}

/**
 * The same of times that were measured in whole ticks of a clock, where many are equal: spread evenly over their tick.
 * Else two figures that lie close to one another are the same, or a whole tick apart.
 */
export function percentileOfTicks(values: readonly number[], percent: number, tick: number): number {
  const ticks = values.map((value) => Math.round(value / tick));
  const within = percentile(ticks, percent);
  const below = ticks.filter((one) => one < within).length;
  const equal = ticks.filter((one) => one === within).length;
  return (within - 0.5 + ((percent / 100) * ticks.length - below) / equal) * tick;
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}
