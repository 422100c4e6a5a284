import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { id } from "#core/ids.ts";
import type { Ack } from "#core/protocol/messages.ts";
import { windowRules } from "#core/feed/feed.ts";
import { LivePane } from "../../../slides/sources/live-pane.ts";
import type { Screen } from "../../../slides/sources/source.ts";

const pane = id<"pane">("main");
const epoch = id<"epoch">("1");

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A pane whose terminal parses at once, and what it told the server. */
function openPane() {
  const acks: number[] = [];
  const screen: Screen = {
    cols: 80,
    rows: 24,
    write: (_data, drawn) => drawn?.(),
    reset: () => undefined,
    resize: () => undefined,
  };
  const ack = ({ offset }: Ack): void => void acks.push(offset);
  const live = new LivePane(pane, screen, { open: () => undefined, close: () => undefined, ack });
  live.open();
  live.screen({ pane, epoch, offset: 0, cols: 80, rows: 24, data: "" });
  acks.length = 0;
  let at = 0;
  const print = (data: string): void => {
    live.output({ pane, epoch, offset: at, data });
    at += data.length;
  };
  return { acks, print };
}

test("[P9] a key's echo costs no message, until it is more than may stay untold", () => {
  const { acks, print } = openPane();
  for (let typed = 1; typed < windowRules.untoldChars; typed++) print("a");
  vi.advanceTimersByTime(60_000);
  expect(acks).toEqual([]);
  print("a");
  vi.advanceTimersByTime(30);
  expect(acks).toEqual([windowRules.untoldChars]);
});

test("[P9] what is more is told 30 ms later, and a lot of it at once", () => {
  const { acks, print } = openPane();
  print("a".repeat(2000));
  expect(acks).toEqual([]);
  vi.advanceTimersByTime(30);
  expect(acks).toEqual([2000]);
  print("a".repeat(64 * 1024));
  expect(acks).toEqual([2000, 2000 + 64 * 1024]);
});
