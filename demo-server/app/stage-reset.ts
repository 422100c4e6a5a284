import type { ResetCommand } from "#core/deck/model.ts";
import { resetLine, type ResetLine, type ResetState } from "#core/show/reset.ts";
import { resetDemo, type ResetParts } from "./demo-reset.ts";
import type { Disposable } from "./ports.ts";

export interface StageResetParts extends ResetParts {
  /** Cuts secrets out of a line of the talk. */
  readonly redact: (line: string) => string;
}

/** The demo's reset on a live stage: one at a time, and told to every window of the presenter. */
export class StageReset implements Disposable {
  readonly #parts: StageResetParts;
  readonly #told: (state: ResetState) => void;
  #state: ResetState = { at: "idle" };
  #running: Disposable | null = null;

  constructor(parts: StageResetParts, told: (state: ResetState) => void) {
    this.#parts = parts;
    this.#told = told;
  }

  get state(): ResetState {
    return this.#state;
  }

  get runs(): boolean {
    return this.#state.at === "running";
  }

  /** What it would run, as the presenter is shown it. */
  lines(commands: readonly ResetCommand[]): ResetLine[] {
    return commands.map((command) => {
      const { where, line } = resetLine(command);
      return { where, line: this.#parts.redact(line) };
    });
  }

  /**
   * Resolves when it is over, however it ended.
   * @param before what has to be there again before that is told
   */
  async run(commands: readonly ResetCommand[], before: () => Promise<void>): Promise<void> {
    const run: StageResetParts["run"] = (command, output) =>
      (this.#running = this.#parts.run(command, output));
    this.#change({ at: "running", line: 0 });
    const changed = (state: ResetState): void => {
      if (state.at === "running") this.#change(state);
    };
    const ended = await resetDemo(commands, { ...this.#parts, run }, { changed });
    this.#running = null;
    await before();
    this.#change(ended);
  }

  /** Ends what still runs of it. */
  dispose(): void {
    this.#running?.dispose();
  }

  #change(state: ResetState): void {
    this.#state = state;
    this.#told(state);
  }
}
