/** Tells the presenter how far it is, in a line. */
export type Say = (line: string) => void;

/** Starts now; gives the time since as `12 s`. */
export function stopwatch(): () => string {
  const startedAt = performance.now();
  return () => `${((performance.now() - startedAt) / 1000).toFixed(0)} s`;
}
