import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { id } from "#core/ids.ts";
import { firstScreens } from "../../../slides/sources/first-screens.ts";
import type { RecordedSource, Source } from "../../../slides/sources/source.ts";

const panes = [id<"pane">("laptop"), id<"pane">("web1")];

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Whether a terminal may be opened by now, where a recording's first screens come as `prepare` says; null: all is live. */
function opened(prepare: (() => Promise<void>) | null): { readonly isOpen: boolean } {
  const recording = prepare && ({ prepare } as Partial<RecordedSource> as RecordedSource);
  const opening = { isOpen: false };
  const source = { recording: () => recording } as Partial<Source> as Source;
  void firstScreens(source, panes).then(() => (opening.isOpen = true));
  return opening;
}

test("a live pane's terminal waits for nothing", async () => {
  const terminal = opened(null);
  await vi.advanceTimersByTimeAsync(0);
  expect(terminal.isOpen).toBe(true);
});

test("a recorded pane's terminal is opened when its first screen is there, or cannot be had", async () => {
  let answer = (): void => undefined;
  const there = opened(() => new Promise((resolve) => (answer = resolve)));
  await vi.advanceTimersByTimeAsync(10);
  expect(there.isOpen).toBe(false);
  // Of the second pane; the first one's never comes.
  answer();
  await vi.advanceTimersByTimeAsync(10);
  expect(there.isOpen).toBe(false);

  const lost = opened(() => Promise.reject(new Error("gone")));
  await vi.advanceTimersByTimeAsync(0);
  expect(lost.isOpen).toBe(true);
});

test("it waits no longer than a moment", async () => {
  const terminal = opened(() => new Promise(() => undefined));
  await vi.advanceTimersByTimeAsync(149);
  expect(terminal.isOpen).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(terminal.isOpen).toBe(true);
});
