/**
 * kuroko's stage with its viewers: `node kuroko-server.js <folder for this run> [redis]`. Its one pane is fed by this process
 * instead of a shell; marks are read, secrets cut out, the screen kept, the run recorded and output gathered as always.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { id } from "#core/ids.ts";
import { systemClock } from "#server/adapters/clock.ts";
import { openRedisWire } from "#server/adapters/relay/redis-wire.ts";
import { createGuard } from "#server/adapters/transport/guard.ts";
import { AudienceVoice } from "#server/app/audience-voice.ts";
import type { Channel, TargetAdapter } from "#server/app/ports.ts";
import { ShowDesk } from "#server/app/show-desk.ts";
import { openAudience } from "#server/audience.ts";
import { openLive } from "#server/live.ts";
import { serveCommands } from "./serve.ts";

const [, , folder = "", redis] = process.argv;

const TALK = `---
title: Benchmark
language: en
secrets: { patterns: ["token-[a-z0-9]+"] }
panes:
  main: { size: 80x24, scrollback: 1000 }
---

\`\`\`terminal main
$ true
  id: nothing
\`\`\`
`;

let feed: (bytes: Uint8Array) => void = () => undefined;
const fed: TargetAdapter = {
  kind: "local",
  open: () => {
    const channel: Channel = {
      marks: false,
      onData: (listener) => (feed = listener),
      onEnd: () => undefined,
      exec: () => Promise.resolve(0),
      write: () => undefined,
      resize: () => undefined,
      pause: () => undefined,
      resume: () => undefined,
      dispose: () => undefined,
    };
    return Promise.resolve(channel);
  },
};

const talk = join(folder, "fed");
await mkdir(talk, { recursive: true });
await writeFile(join(talk, "en.md"), TALK);
const onTrouble = (trouble: unknown): void => console.error(trouble);
const takes = join(folder, "takes");
const live = await openLive({
  file: join(talk, "en.md"),
  takes,
  onTrouble,
  targets: new Map([["local", fed]]),
});
await live.stage.session(id<"pane">("main"))?.open();

const http = createServer();
http.listen(0, "127.0.0.1", () => {
  const { port } = http.address() as AddressInfo;
  openAudience({
    doors: [
      {
        http,
        guard: createGuard({ names: ["127.0.0.1"], port, cookie: "none", presenterOnly: false }),
      },
    ],
    desk: new ShowDesk(systemClock),
    stage: live.stage,
    run: live.stage.view.run,
    voice: new AudienceVoice(systemClock, { reactions: false, questions: false }),
    wire: redis === undefined ? null : openRedisWire({ url: redis, talk: "fed", onTrouble }),
    onTrouble,
  });
  serveCommands(port, (chunk) => feed(Buffer.from(chunk)), { pour });
});

/** 50 MB of numbered, coloured lines, as fast as they are taken. */
function pour(answer: (line: string) => void): void {
  let line = 0;
  const more = (): void => {
    let text = "";
    for (let n = 0; n < 2000; n++)
      text += `\x1b[3${line % 8}m${String(++line).padStart(8, "0")}\x1b[0m ${"x".repeat(50)}\r\n`;
    feed(Buffer.from(text));
    if (line < 730_000) setTimeout(more, 2);
    else answer("poured");
  };
  more();
}
