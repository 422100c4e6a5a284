export interface FakeClock {
  now(): number;
  after(ms: number, then: () => void): { dispose(): void };
  /** Lets time pass, timer by timer; what each one starts is done before the next. */
  pass(ms: number): Promise<void>;
  readonly timers: number;
}

/** Time that stands still until it is told to pass. */
export function fakeClock(): FakeClock {
  let now = 0;
  const timers = new Set<{ at: number; then: () => void }>();
  return {
    now: () => now,
    after: (ms, then) => {
      const timer = { at: now + ms, then };
      timers.add(timer);
      return { dispose: () => timers.delete(timer) };
    },
    pass: async (ms) => {
      const end = now + ms;
      await settled();
      for (;;) {
        const next = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers.delete(next);
        now = Math.max(now, next.at);
        next.then();
        await settled();
      }
      now = end;
    },
    get timers() {
      return timers.size;
    },
  };
}

/** All promises that can go on have gone on, those of streams too. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}
