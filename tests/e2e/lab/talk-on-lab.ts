import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kit } from "#server/adapters/site/kit.ts";
import { readTalkFolder } from "#server/adapters/site/shelf.ts";
import { buildStatic } from "#server/adapters/site/static-build.ts";
import { keepTake } from "#server/adapters/takes/keep.ts";
import { readTake, type Take } from "#server/adapters/takes/read.ts";
import type { Show } from "#server/main.ts";
import { runProgram } from "../../../scripts/lab/program.ts";
import type { UpWish } from "../../../scripts/lab/up.ts";
import { labForTests, type TestLab } from "../../support/lab.ts";
import { openShow, type TestTalk } from "../../support/set-up-show.ts";
import { serveFiles } from "../../support/static-host.ts";

/** A page of the talk that a deck can be opened on. */
export interface Stand extends AsyncDisposable, Pick<Show, "newPresenterUrl"> {}

/** A bundled talk, unchanged, which finds a lab of the test's own where it looks for the user's. */
export interface TalkOnLab extends AsyncDisposable {
  readonly lab: TestLab;
  /** Runs the kit's own command for this lab, as in a terminal beside the show: `kuroko("lab", "off", "web1")`. */
  kuroko(...args: readonly string[]): Promise<void>;
  /** With real shells on the lab, and nothing recorded that could step in. */
  openLive(): Promise<Stand>;
  /** Keeps what the live show recorded as the talk's understudy. */
  keep(): Promise<Take>;
  /** What was kept, shown by kuroko's server. */
  openRecorded(): Promise<Stand>;
  /** What was kept, as files on a host that knows nothing of kuroko. */
  openBuilt(): Promise<Stand>;
}

/** Makes a folder laid out as a checkout is to its talks, with the talk and a lab in it. */
export async function talkOnLab(name: string, wish: Partial<UpWish>): Promise<TalkOnLab> {
  const home = await mkdtemp(join(tmpdir(), "kuroko-stand-"));
  const folder = join(home, "slides/talks", name);
  await cp(join(kit.talks, name), folder, { recursive: true });
  await layCommand(home);
  const tidy = (): Promise<void> => rm(home, { recursive: true, force: true });
  const lab = await labForTests(wish, join(home, ".kuroko/lab")).catch(async (error: unknown) => {
    await tidy();
    throw error;
  });
  const talk = { home, folder };
  const understudies = join(home, "understudies");
  return {
    lab,
    kuroko: (...args) => runCommand(home, args),
    openLive: () => show(talk, "live"),
    keep: async () => keptTake(join(home, "state/takes"), join(understudies, name)),
    openRecorded: () => show(talk, "recorded"),
    openBuilt: async () => {
      const out = join(home, "site");
      await buildStatic({ talks: [await readTalkFolder(folder)], understudies, out });
      const host = await serveFiles(out);
      return { ...host, newPresenterUrl: () => `${host.site}/talks/${name}/en.html` };
    },
    [Symbol.asyncDispose]: async () => {
      await lab.down();
      await tidy();
    },
  };
}

/** The kit's own command, for this lab: a pane's shell is not given the environment of kuroko's settings. */
async function layCommand(home: string): Promise<void> {
  const command = `process.env.KUROKO_LAB_FOLDER = ${JSON.stringify(join(home, ".kuroko/lab"))};
import(${JSON.stringify(join(kit.root, "scripts/kuroko.js"))});
`;
  await mkdir(join(home, "scripts"));
  await writeFile(join(home, "scripts/kuroko.js"), command);
}

async function runCommand(home: string, args: readonly string[]): Promise<void> {
  const command = [join(home, "scripts/kuroko.js"), ...args];
  const { status, stdout, stderr } = await runProgram(process.execPath, command, { cwd: home });
  if (status !== 0)
    throw new Error(`kuroko ${args.join(" ")}: status ${status ?? "none"}\n${stdout}${stderr}`);
}

function show(talk: Pick<TestTalk, "home" | "folder">, mode: "live" | "recorded"): Promise<Stand> {
  return openShow(talk, { mode });
}

async function keptTake(takes: string, kept: string): Promise<Take> {
  const [take = "", ...more] = await readdir(takes);
  if (more.length > 0) throw new Error(`the show made more takes than one: ${take}, ${more.join(", ")}`);
  await keepTake(await readTake(join(takes, take)), kept);
  return readTake(kept);
}
