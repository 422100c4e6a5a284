import type { Clock } from "#server/app/ports.ts";

/** The machine's monotonic clock. Its timers keep the process alive until they are disposed of. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after: (ms, then) => {
    const timer = setTimeout(then, ms);
    return { dispose: () => clearTimeout(timer) };
  },
};
