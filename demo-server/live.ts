import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { id } from "#core/ids.ts";
import { createRedactor, redactText } from "#core/stream/redaction.ts";
import { sentence } from "#core/sentences.ts";
import { Stage, type StageParts } from "./app/stage.ts";
import { TakeRecorder } from "./app/take-recorder.ts";
import { TargetError, type TargetAdapter } from "./app/ports.ts";
import { systemClock } from "./adapters/clock.ts";
import { describeMachine } from "./adapters/machine.ts";
import { createHeadlessScreen } from "./adapters/screens/headless.ts";
import { createTakeStore } from "./adapters/takes/store.ts";
import { createRunReset } from "./adapters/reset/run.ts";
import { kit } from "./adapters/site/kit.ts";
import { loadTalk } from "./adapters/talks/load.ts";
import { secretsOf } from "./adapters/talks/secrets.ts";
import { loadTargets } from "./adapters/targets/index.ts";
import { loadClusters } from "./adapters/clusters/index.ts";
import { followRequests } from "./adapters/clusters/requests/follow.ts";

export interface LiveSetting {
  /** Absolute Markdown file of the talk. */
  readonly file: string;
  /** Folder in which takes are recorded. */
  readonly takes: string;
  /** Folder of the understudies, one for each talk; where none is given, what steps print is not compared. */
  readonly understudies?: string;
  /** By kind; the kit's own where none are given. */
  readonly targets?: ReadonlyMap<string, TargetAdapter>;
  /** Hears what fails without ending the show. */
  readonly onTrouble: (trouble: unknown) => void;
}

/** A talk with live shells. */
export interface Live {
  readonly stage: Stage;
  /** A file of the talk was saved: if it is this one, the stage goes on with what it says now. */
  edited(file: string): Promise<void>;
  /** Ends all shells; resolves when the take is on disk. */
  close(): Promise<void>;
}

/** Puts the parts of a live stage together. No shell is started before a pane is shown. */
export async function openLive(setting: LiveSetting): Promise<Live> {
  const { file, takes, understudies, onTrouble } = setting;
  const { deck, folder } = await loadTalk(file);
  let newest = deck;
  const rules = secretsOf(deck, onTrouble);
  const targets = setting.targets ?? (await loadTargets());
  const now = new Date();
  const recorder = new TakeRecorder(
    {
      version: 1,
      id: id<"take">(`${deck.talk}-${stamp(now)}`),
      talk: deck.talk,
      title: deck.head.title,
      language: deck.head.language,
      recordedAt: now.toISOString(),
      recordedOn: await describeMachine(),
      kuroko: kit.version,
    },
    {
      store: createTakeStore(takes),
      clock: systemClock,
      redact: (line) => redactText(line, rules),
      onTrouble,
    },
  );
  const openChannel: StageParts["openChannel"] = async (pane, current, size, nonce, notify) => {
    const target = current.targets[pane.target];
    const adapter = target && targets.get(target.kind);
    if (!adapter) throw new TargetError("misconfigured", sentence("targetMissing", { target: pane.target }));
    return adapter.open({ pane, target, targets: current.targets, folder, size, nonce }, notify);
  };
  const stage = new Stage(deck, {
    clock: systemClock,
    createScreen: createHeadlessScreen,
    createDecode: () => {
      const decoder = new StringDecoder("utf8");
      return (bytes) => decoder.write(bytes);
    },
    createRedactor: () => createRedactor(rules),
    createNonce: () => randomBytes(12).toString("hex"),
    openChannel,
    recorder,
    cluster: {
      adapters: await loadClusters(),
      followRequests,
      folder,
      redact: (text) => redactText(text, rules),
    },
    learn: async ({ talk, compare }) => {
      if (understudies === undefined) return new Map();
      const { learnedIn } = await import("./adapters/takes/learn.ts");
      return learnedIn(join(understudies, talk), compare);
    },
    reset: {
      run: createRunReset(() => ({ targets: newest.targets, folder })),
      redact: (line) => redactText(line, rules),
    },
    run: randomBytes(6).toString("hex"),
  });
  return {
    stage,
    edited: async (edited) => {
      if (edited !== file) return;
      newest = (await loadTalk(file)).deck;
      stage.update(newest);
    },
    close: async () => {
      stage.dispose();
      await recorder.close();
    },
  };
}

/** `20261123-101500`, UTC. */
function stamp(now: Date): string {
  return now.toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-");
}
