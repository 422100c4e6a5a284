import { createInterface } from "node:readline";
import { startShow, type Show } from "#server/main.ts";
import { banner } from "./banner.ts";
import { openBrowser } from "./browser.ts";
import { parseShowFlags, showConfig } from "./show-options.ts";
import { stopOnSignal } from "./stop-on-signal.ts";
import { style } from "./style.ts";
import { sayProblems } from "./talk-problems.ts";

/** Starts the server, prints where it is, and leaves it running until Ctrl-C. */
export async function runShow(rawFlags: unknown, development: boolean): Promise<void> {
  const flags = parseShowFlags(rawFlags);
  const config = await showConfig(flags, development);
  const show = await startShow(config);
  stopOnSignal(show);
  console.log(banner(show, config));
  if (config.talk) await sayProblems(config.talk.talk);
  offerNewAddress(show);
  if (flags.open) await openBrowser(show.newPresenterUrl());
}

/** An address works for one browser: Enter makes one for the next. */
function offerNewAddress(show: Show): void {
  if (!process.stdin.isTTY) return;
  const lines = createInterface({ input: process.stdin });
  lines.on("line", () => console.log(`  ${style("cyan", show.newPresenterUrl())}`));
}
