import type { ReplayRules } from "../deck/model.ts";

type Timed = Readonly<{ atMs: number }>;

/**
 * Where a recorded moment lies in the replay: a silence is cut to the longest pause, and everything is divided by the
 * speed. Order is kept, and so is what happens at once.
 * @param times the recorded moments that end a silence, ascending
 * @param fromMs the recorded moment at which the replay begins: time 0 of the result
 */
export function squeezedTime(
  times: readonly number[],
  rules: ReplayRules,
  fromMs = 0,
): (recordedMs: number) => number {
  const moments = [fromMs, ...times.filter((time) => time > fromMs)];
  const replayed: number[] = [];
  moments.forEach((time, index) => {
    const pause = Math.min(time - (moments[index - 1] ?? time), rules.longestPauseMs);
    replayed.push((replayed[index - 1] ?? 0) + pause / rules.speed);
  });
  return (recordedMs) => {
    const last = lastAtOrBefore(moments, recordedMs);
    if (last === -1) return 0;
    const since = Math.min(recordedMs - (moments[last] ?? 0), rules.longestPauseMs);
    // A moment within a silence never comes after the event that ends it.
    const next = replayed[last + 1] ?? Infinity;
    return Math.min((replayed[last] ?? 0) + since / rules.speed, next);
  };
}

/** The same events, in order, at the times at which a replay shows them; the first moment counted is `fromMs`. */
export function squeeze<Event extends Timed>(
  events: readonly Event[],
  rules: ReplayRules,
  fromMs = 0,
): Event[] {
  const map = squeezedTime(
    events.map((event) => event.atMs),
    rules,
    fromMs,
  );
  return events.map((event) => ({ ...event, atMs: map(event.atMs) }));
}

/** Index of the last number that is not above `value`, -1 if there is none; `numbers` ascend. */
function lastAtOrBefore(numbers: readonly number[], value: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? Infinity) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
