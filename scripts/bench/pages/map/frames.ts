/** What the page of the map offers to whoever drives it. */
declare global {
  interface Window {
    /** Milliseconds between the frames of `ms`, in which `perSecond` things happen. */
    measureMap: (ms: number, perSecond: number) => Promise<number[]>;
  }
}

/** The map that is measured. */
export const CROWD = { machines: 50, units: 500, changesPerSecond: 20 } as const;

/** Calls `due` with how many things are to have happened by now, again and again, and counts the frames meanwhile. */
export function countFrames(ms: number, perSecond: number, due: (count: number) => void): Promise<number[]> {
  return new Promise((resolve) => {
    const gaps: number[] = [];
    const startedAt = performance.now();
    const timer = setInterval(() => due(Math.floor(((performance.now() - startedAt) / 1000) * perSecond)), 5);
    let last: number | null = null;
    const onFrame = (at: number): void => {
      if (last !== null) gaps.push(at - last);
      last = at;
      if (performance.now() - startedAt < ms) requestAnimationFrame(onFrame);
      else {
        clearInterval(timer);
        resolve(gaps);
      }
    };
    requestAnimationFrame(onFrame);
  });
}
