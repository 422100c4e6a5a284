import { StringDecoder } from "node:string_decoder";
import { id } from "#core/ids.ts";
import { createRedactor } from "#core/stream/redaction.ts";
import { createHeadlessScreen } from "#server/adapters/screens/headless.ts";
import { parseTalk } from "#server/adapters/talks/load.ts";
import type { Channel, ChannelEnd } from "#server/app/ports.ts";
import { Stage } from "#server/app/stage.ts";
import { TakeRecorder } from "#server/app/take-recorder.ts";
import { fakeClock, type FakeClock } from "./fake-clock.ts";

/** A shell that prints what the test says, in the chunks in which the test says it. */
export class MadeShell implements Channel {
  readonly marks = false;
  readonly written: string[] = [];
  /** How often the server asked it to wait. */
  pauses = 0;
  #print: (bytes: Uint8Array) => void = () => undefined;
  #end: (end: ChannelEnd) => void = () => undefined;

  print(text: string | Uint8Array): void {
    this.#print(typeof text === "string" ? Buffer.from(text) : text);
  }

  end(end: ChannelEnd): void {
    this.#end(end);
  }

  write(text: string): void {
    this.written.push(text);
  }

  pause(): void {
    this.pauses++;
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#print = listener;
  }

  onEnd(listener: (end: ChannelEnd) => void): void {
    this.#end = listener;
  }

  exec(): Promise<number | null> {
    return Promise.resolve(0);
  }

  resize(): void {
    // It prints the same at any size.
  }

  resume(): void {
    // It never waits.
  }

  dispose(): void {
    this.#print = () => undefined;
  }
}

export interface MadeStage {
  readonly stage: Stage;
  readonly clock: FakeClock;
  /** The pane's shells, each opened after the one before. */
  readonly shells: readonly MadeShell[];
  /** The newest one. */
  readonly shell: () => MadeShell;
}

/** A stage with one pane, `main`, before a made shell, on a clock that stands still. Nothing is recorded. */
export async function makeStage(scrollback = 1000): Promise<MadeStage> {
  const deck = parseTalk(
    `---\ntitle: T\npanes:\n  main: { scrollback: ${scrollback} }\n---\n\n\`\`\`terminal main\n$ true\n  id: step\n\`\`\`\n`,
    "t/en.md",
  );
  const clock = fakeClock();
  const shells: MadeShell[] = [];
  const nowhere = {
    take: id<"take">("t"),
    append: () => undefined,
    appendCluster: () => undefined,
    save: () => undefined,
    onTrouble: () => undefined,
    close: () => Promise.resolve(),
  };
  const recorder = new TakeRecorder(
    {
      version: 1,
      id: nowhere.take,
      talk: deck.talk,
      title: "",
      language: "en",
      recordedAt: "",
      recordedOn: "",
      kuroko: "",
    },
    {
      store: { begin: () => Promise.resolve(nowhere) },
      clock,
      redact: (line) => line,
      onTrouble: () => undefined,
    },
  );
  const stage = new Stage(deck, {
    clock,
    recorder,
    learn: () => Promise.resolve(new Map()),
    run: "run",
    reset: { run: () => ({ ended: Promise.resolve(0), dispose: () => undefined }), redact: (line) => line },
    cluster: {
      adapters: new Map(),
      followRequests: () => ({ dispose: () => undefined }),
      folder: "/",
      redact: (text) => text,
    },
    createScreen: createHeadlessScreen,
    createDecode: () => {
      const decoder = new StringDecoder("utf8");
      return (bytes) => decoder.write(bytes);
    },
    createRedactor: () => createRedactor({ values: [], patterns: [] }),
    createNonce: () => `nonce${shells.length}nonce`,
    openChannel: () => {
      const shell = new MadeShell();
      shells.push(shell);
      return Promise.resolve(shell);
    },
  });
  await stage.session(id<"pane">("main"))?.open();
  return {
    stage,
    clock,
    shells,
    shell: () => {
      const newest = shells.at(-1);
      if (!newest) throw new Error("no shell was opened");
      return newest;
    },
  };
}
