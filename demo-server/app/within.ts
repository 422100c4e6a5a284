import type { Clock, Disposable } from "./ports.ts";

/** Whether `event` comes within `ms`. Rejects with what it rejects with. */
export async function within(clock: Clock, ms: number, event: Promise<unknown>): Promise<boolean> {
  let timer: Disposable | undefined;
  const late = new Promise<boolean>((then) => (timer = clock.after(ms, () => then(false))));
  try {
    return await Promise.race([event.then(() => true), late]);
  } finally {
    timer?.dispose();
  }
}
