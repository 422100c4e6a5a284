import type { Fetch } from "./files.ts";
import type { Clock } from "./performance.ts";

/** What a recorded source needs of the world; a test gives its own. */
export interface World {
  readonly clock: Clock;
  readonly get: Fetch;
  /** Absolute address of the page. */
  readonly page: string;
}

export function browserWorld(): World {
  return {
    clock: {
      now: () => performance.now(),
      after: (ms, then) => {
        const timer = setTimeout(then, ms);
        return { dispose: () => clearTimeout(timer) };
      },
    },
    // A part that was fetched before the window was loaded again is still there when its server is not.
    get: (url) => fetch(url).catch(() => fetch(url, { cache: "force-cache" })),
    page: document.baseURI,
  };
}
