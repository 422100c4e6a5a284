import { afterEach } from "vitest";

/** Where a test puts how what it opened is closed: that is done behind it, the newest first. */
export function closedAfterEach(): (() => PromiseLike<void>)[] {
  const opened: (() => PromiseLike<void>)[] = [];
  afterEach(async () => {
    for (const close of opened.splice(0).reverse()) await close();
  });
  return opened;
}
