import { expect, test } from "vitest";
import { OutputLog } from "#core/feed/output-log.ts";
import { id } from "#core/ids.ts";
import { PaneWatchers } from "#server/app/pane-watchers.ts";
import type { Watcher } from "#server/app/window-feed.ts";
import { createHeadlessScreen } from "#server/adapters/screens/headless.ts";
import { ScreenFeed } from "#server/app/screen-feed.ts";
import { fakeClock } from "../../support/fake-clock.ts";

const size = { cols: 80, rows: 24 };

test.each(["first", "last"])("a window is told before the recorder, which came %s", (recorder) => {
  const told: string[] = [];
  const watcher = (name: string, patient?: true): Watcher => ({
    ...(patient ? { patient } : {}),
    output: () => told.push(name),
    screen: () => undefined,
    resized: () => undefined,
  });
  const all = [watcher("a window"), watcher("another window")];
  const patient = watcher("the recorder", true);
  const watchers = new PaneWatchers(size, fakeClock());
  for (const one of recorder === "first" ? [patient, ...all] : [...all, patient]) watchers.add(one, null);
  const log = new OutputLog(1024);
  const screens = new ScreenFeed(createHeadlessScreen(size, 0), 0, fakeClock(), () => undefined);
  watchers.begin({ epoch: id<"epoch">("1"), log, screens, scrollback: 0, resizedAt: -1 });
  log.append("a");
  watchers.printed(0, log.end);
  expect(told).toEqual(["a window", "another window", "the recorder"]);
});
