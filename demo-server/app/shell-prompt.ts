import type { Mark } from "#core/stream/marks.ts";

/** What the shell of a pane is doing, as its marks tell. `starting`: its prompt is about to come. */
export type ShellActivity = "starting" | "prompt" | "command" | "gone";

/** Follows the marks of one shell, and lets others wait for what comes next. */
export class ShellPrompt {
  #activity: ShellActivity = "starting";
  #waiting: Waiting[] = [];

  get activity(): ShellActivity {
    return this.#activity;
  }

  began(): void {
    this.#activity = "starting";
  }

  marked(mark: Mark): void {
    switch (mark.at) {
      case "promptEnd":
        this.#activity = "prompt";
        this.#settle(() => true);
        return;
      case "continuation":
        this.#settle((waiting) => waiting.for === "nextLine");
        return;
      case "commandStart":
        this.#activity = "command";
        return;
      case "commandEnd":
        this.#activity = "starting";
        return;
      case "promptStart":
        return;
    }
  }

  /** A shell without marks is always taken to be at its prompt. */
  assumePrompt(): void {
    this.marked({ at: "promptEnd" });
  }

  gone(): void {
    this.#activity = "gone";
    this.#settle(() => true);
  }

  /** Resolves when the shell asks for a line: a first one, or the continuation of one. */
  nextLine(): Promise<void> {
    return this.#waitFor("nextLine");
  }

  /** Resolves when the prompt is (or is back) on the screen, or the shell is gone. */
  atPrompt(): Promise<void> {
    return this.#activity === "prompt" || this.#activity === "gone" ? Promise.resolve() : this.nextPrompt();
  }

  /** Resolves with the prompt that follows this one. */
  nextPrompt(): Promise<void> {
    return this.#waitFor("prompt");
  }

  #waitFor(what: Waiting["for"]): Promise<void> {
    return new Promise((then) => this.#waiting.push({ for: what, then }));
  }

  #settle(which: (waiting: Waiting) => boolean): void {
    const settled = this.#waiting.filter(which);
    this.#waiting = this.#waiting.filter((waiting) => !which(waiting));
    for (const { then } of settled) then();
  }
}

interface Waiting {
  readonly for: "nextLine" | "prompt";
  readonly then: () => void;
}
