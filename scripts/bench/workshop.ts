import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { builtApp } from "#server/adapters/site/app-build.ts";
import { kit } from "#server/adapters/site/kit.ts";
import { openBrowser } from "./browser.ts";
import { writeText, type Kind } from "./files.ts";
import { PROMPT } from "./measure/terminal.ts";
import type { Load } from "./options.ts";
import { buildPages, type BuiltPages } from "./build-pages.ts";
import { installPeers } from "./peers/install.ts";
import { stopAll } from "./processes.ts";

/** Everything that is there before the first clock runs. */
export interface Workshop {
  readonly browser: Browser;
  readonly pages: BuiltPages;
  readonly installed: string;
  readonly scratch: string;
  readonly shell: string;
  readonly env: NodeJS.ProcessEnv;
  readonly files: Readonly<Record<Kind, string>>;
  /** Closes the browser, ends what was started, removes what nobody needs. */
  close(): Promise<void>;
}

export async function openWorkshop({ fileBytes }: Load, say: (text: string) => void): Promise<Workshop> {
  const cache = join(kit.cache, "bench");
  const installed = join(cache, "peers");
  await installPeers(installed, () => say("Installing wetty and asciinema-player from npm …"));
  say("Building the pages …");
  // Here and not in the measured server, whose memory would be that of the build.
  await builtApp();
  const pages = await buildPages(join(cache, "pages"), installed);
  const file = async (kind: Kind): Promise<string> => {
    const path = join(cache, `${kind}-${fileBytes}.txt`);
    await writeText(path, kind, fileBytes);
    return path;
  };
  const files = { plain: await file("plain"), colour: await file("colour") };
  const scratch = await mkdtemp(join(tmpdir(), "kuroko-bench."));
  const home = join(scratch, "home");
  const shell = join(scratch, "shell");
  await mkdir(home);
  // kuroko's shell reads start-up files, the system's too, which bring a prompt of their own.
  await writeFile(join(home, ".bashrc"), `PS1='${PROMPT}'\nPROMPT_COMMAND=\n`);
  await writeFile(shell, "#!/bin/sh\nexec bash --norc --noprofile\n");
  await chmod(shell, 0o755);
  const browser = await openBrowser();
  return {
    browser,
    pages,
    installed,
    scratch,
    shell,
    files,
    env: { ...process.env, PS1: PROMPT, HOME: home, SHELL: "/bin/bash" },
    close: async () => {
      await browser.close();
      await stopAll();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}
