import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { showFlags } from "../../cli/package.ts";
import { startNode } from "../processes.ts";
import type { Peer } from "./peer.ts";

const server = join(import.meta.dirname, "kuroko-server.js");

/** A talk with one live pane. It is recorded, cut of secrets and kept on a headless screen, as every talk is. */
export const kuroko: Peer = {
  name: "kuroko",
  start: async ({ scratch, env, step }) => {
    const folder = join(scratch, "talk");
    const state = join(scratch, `state-${process.hrtime.bigint()}`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "en.md"), talkOf(step));
    const started = await startNode([...showFlags(), server, join(folder, "en.md"), state], env);
    return {
      server: started,
      takes: join(state, "takes"),
      open: async (page) => {
        await page.goto(started.line);
        await page.locator(".pane[data-at=open]").waitFor();
        await page.keyboard.press("t");
        await page.locator(".pane.has-keyboard").waitFor();
      },
    };
  },
};

function talkOf(step: string): string {
  return `---
title: Benchmark
language: en
targets:
  here: { kind: local, shell: bash }
panes:
  here: { target: here, size: 80x24, scrollback: 1000 }
---

\`\`\`terminal here
  timeout: 5m

$ ${step}
  id: flood
  typing: off
\`\`\`
`;
}
