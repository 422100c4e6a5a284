import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readTalkFolder } from "#server/adapters/site/shelf.ts";
import type { ShowConfig } from "#server/config.ts";
import { startShow, type Show } from "#server/main.ts";

export const TALK = `---
title: A test talk
---

# First

Hello from the test.

---

# Second

![A picture](picture.svg)
`;

/** A talk named `probe` in a folder of its own, removed on dispose. */
export interface TestTalk extends AsyncDisposable {
  /** Holds `talks/probe/`. */
  readonly home: string;
  readonly folder: string;
  write(path: string, content: string): Promise<void>;
}

export async function makeTalk(
  files: Readonly<Record<string, string>> = { "en.md": TALK },
): Promise<TestTalk> {
  const home = await mkdtemp(join(tmpdir(), "kuroko-talk-"));
  const folder = join(home, "talks/probe");
  const write = async (path: string, content: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  };
  for (const [path, content] of Object.entries(files)) await write(path, content);
  return { home, folder, write, [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }) };
}

/** The server for a test talk, on any free port. */
export async function openShow(
  talk: Pick<TestTalk, "home" | "folder">,
  setting: Partial<ShowConfig> = {},
): Promise<Show & AsyncDisposable> {
  const shelfTalk = await readTalkFolder(talk.folder);
  const show = await startShow({
    shelf: async () => [await readTalkFolder(talk.folder)],
    talk: { talk: shelfTalk, language: "en" },
    mode: "recorded",
    development: false,
    host: "127.0.0.1",
    port: 0,
    trusts: () => true,
    fresh: false,
    outside: null,
    understudies: join(talk.home, "understudies"),
    state: join(talk.home, "state"),
    log: {
      building: () => undefined,
      trouble: (error) => {
        console.error(error);
      },
    },
    ...setting,
  });
  return { ...show, [Symbol.asyncDispose]: () => show.close() };
}

export interface RawReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks for exactly this path: `fetch` would tidy it up before it is sent. */
export function ask(
  show: Pick<Show, "url">,
  path: string,
  { headers = {}, method = "GET" }: { headers?: Record<string, string>; method?: string } = {},
): Promise<RawReply> {
  const { hostname, port } = new URL(show.url);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path, headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end();
  });
}
