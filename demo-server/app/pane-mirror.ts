import { OutputLog } from "#core/feed/output-log.ts";
import type { Output, Position, Resized, Screen, Size } from "#core/protocol/messages.ts";
import type { FollowedPane } from "./audience-source.ts";
import type { WatchedShell } from "./pane-watchers.ts";
import type { Clock, ScreenFactory } from "./ports.ts";
import { ScreenFeed } from "./screen-feed.ts";
import type { Watcher } from "./window-feed.ts";

/** Kept for viewers that come back. */
const retainedChars = 512 * 1024;
/** Lines above the screen: as many as a stage gives. */
const scrollback = 200;

export interface MirrorParts {
  readonly clock: Clock;
  readonly createScreen: ScreenFactory;
  /** Something before this is missing. */
  readonly missed: () => void;
}

/**
 * A relay's copy of one pane, fed by what the stage says: so that its late-comers get the exact screen without the stage
 * being asked. Applies everything by the rules of a window [P6].
 */
export class PaneMirror {
  readonly #parts: MirrorParts;
  readonly #watchers = new Set<Watcher>();
  #shell: MirroredShell | null = null;

  constructor(parts: MirrorParts) {
    this.#parts = parts;
  }

  follow(watcher: Watcher): FollowedPane {
    this.#watchers.add(watcher);
    const shell = this.#shell;
    if (shell) {
      watcher.output(endOf(shell), "");
      watcher.resized(endOf(shell), shell.screens.size);
    }
    const current = (): WatchedShell | null => this.#shell;
    return {
      get shell() {
        return current();
      },
      ack: () => undefined,
      dispose: () => this.#watchers.delete(watcher),
    };
  }

  /** What stands at or before the end of the copy is in it already: it was asked for by another relay. */
  screen({ epoch, offset, cols, rows, data }: Screen): void {
    if (this.#shell?.epoch === epoch && offset <= this.#shell.log.end) return;
    const size = { cols, rows };
    this.#begin({ epoch, offset }, size, data);
    for (const watcher of this.#watchers) watcher.screen({ epoch, offset }, size, data, true);
  }

  output({ epoch, offset, data }: Output): void {
    const shell = this.#shell;
    if (shell?.epoch !== epoch || offset > shell.log.end) {
      this.#parts.missed();
      return;
    }
    const at = endOf(shell);
    const rest = data.slice(at.offset - offset);
    if (rest === "") return;
    shell.log.append(rest);
    shell.screens.write(rest);
    for (const watcher of this.#watchers) watcher.output(at, rest);
  }

  resized({ epoch, offset, cols, rows }: Resized): void {
    const shell = this.#shell;
    if (shell?.epoch !== epoch || offset > shell.log.end) {
      this.#parts.missed();
      return;
    }
    const size = { cols, rows };
    shell.resizedAt = shell.log.end;
    shell.screens.resize(size, () => undefined);
    for (const watcher of this.#watchers) watcher.resized(endOf(shell), size);
  }

  dispose(): void {
    this.#shell?.screens.dispose();
    this.#shell = null;
  }

  #begin({ epoch, offset }: Position, size: Size, data: string): void {
    this.#shell?.screens.dispose();
    const { clock, createScreen } = this.#parts;
    const log = new OutputLog(retainedChars);
    log.skip(offset);
    const screens = new ScreenFeed(createScreen(size, scrollback), scrollback, clock, () => undefined);
    this.#shell = { epoch, log, screens, scrollback, resizedAt: -1 };
    screens.begin(data, offset);
  }
}

interface MirroredShell extends WatchedShell {
  resizedAt: number;
}

function endOf({ epoch, log }: WatchedShell): Position {
  return { epoch, offset: log.end };
}
