import { rhythm } from "#core/stream/pacing.ts";
import type { Step } from "#core/deck/model.ts";
import type { Clock, Disposable } from "./ports.ts";

export interface Keyboard {
  write(text: string): void;
  /** Resolves when the shell asks for the next line (a continuation, or a new prompt). */
  nextLine(): Promise<void>;
  beforeLastEnter(): void;
}

/** Types the lines of one step, key by key, each ended with Enter. */
export class Typist implements Disposable {
  /** Resolves after the last Enter; never, if it was stopped before. */
  readonly done: Promise<void>;
  readonly #clock: Clock;
  #hurried = false;
  #stopped = false;
  #pause: (Disposable & { end: () => void }) | null = null;

  constructor(step: Pick<Step, "id" | "lines" | "typing">, keyboard: Keyboard, clock: Clock) {
    this.#clock = clock;
    this.done = this.#type(step, seedOf(step.id), keyboard);
  }

  /** Types the rest at once. */
  hurry(): void {
    this.#hurried = true;
    this.#pause?.end();
  }

  dispose(): void {
    this.#stopped = true;
    this.#pause?.dispose();
  }

  async #type(
    { lines, typing }: Pick<Step, "lines" | "typing">,
    seed: number,
    keyboard: Keyboard,
  ): Promise<void> {
    const last = lines.length - 1;
    for (const [index, line] of lines.entries()) {
      if (typing.kind === "human")
        await this.#typeByHand(line, typing.charsPerSecond, seed + index, keyboard);
      else keyboard.write(line);
      if (this.#stopped) await never();
      if (index === last) {
        keyboard.beforeLastEnter();
        keyboard.write("\r");
        return;
      }
      const ready = keyboard.nextLine();
      keyboard.write("\r");
      await ready;
      if (this.#stopped) await never();
    }
  }

  async #typeByHand(line: string, charsPerSecond: number, seed: number, keyboard: Keyboard): Promise<void> {
    const keys = rhythm(line, charsPerSecond, seed);
    for (const [index, key] of keys.entries()) {
      if (!this.#hurried) await this.#wait(key.afterMs);
      if (this.#stopped) return;
      if (this.#hurried) {
        keyboard.write(
          keys
            .slice(index)
            .map((rest) => rest.text)
            .join(""),
        );
        return;
      }
      keyboard.write(key.text);
    }
    if (!this.#hurried) await this.#wait(beforeEnterMs);
  }

  #wait(ms: number): Promise<void> {
    return new Promise((end) => {
      const timer = this.#clock.after(ms, end);
      this.#pause = {
        dispose: () => timer.dispose(),
        end: () => {
          timer.dispose();
          end();
        },
      };
    });
  }
}

/** The moment a person takes to look at the line before Enter. */
const beforeEnterMs = 250;

function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** The same step is typed in the same rhythm each time. */
function seedOf(text: string): number {
  let seed = 0;
  for (const char of text) seed = (Math.imul(seed, 31) + (char.codePointAt(0) ?? 0)) | 0;
  return seed >>> 0;
}
