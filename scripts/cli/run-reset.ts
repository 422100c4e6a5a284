import { StringDecoder } from "node:string_decoder";
import { stripVTControlCharacters } from "node:util";
import { resetLine, type ResetState } from "#core/show/reset.ts";
import { createRedactor, redactText } from "#core/stream/redaction.ts";
import { resetDemo } from "#server/app/demo-reset.ts";
import type { RunReset } from "#server/app/ports.ts";
import { systemClock } from "#server/adapters/clock.ts";
import { createRunReset } from "#server/adapters/reset/run.ts";
import type { LoadedTalk } from "#server/adapters/talks/load.ts";
import { secretsOf } from "#server/adapters/talks/secrets.ts";
import { style } from "./style.ts";

/** Where a command says what it does. */
export type Say = (line: string) => void;

/** Ends what runs at this moment; a second call finds nothing. */
export interface Stop {
  now: () => void;
}

/** Brings the demo back to where it begins and says line by line what runs and what it prints. */
export async function runReset({ deck, folder }: LoadedTalk, say: Say, stop: Stop): Promise<ResetState> {
  const rules = secretsOf(deck, say);
  const run = createRunReset(() => ({ targets: deck.targets, folder }));
  const lines = new OutputLines((line) => say(style("dim", `    ${line}`)));
  const state = await resetDemo(
    deck.reset,
    {
      clock: systemClock,
      createDecode: () => {
        const decoder = new StringDecoder("utf8");
        return (bytes) => decoder.write(bytes);
      },
      createRedactor: () => createRedactor(rules),
      run: stoppable(run, stop),
    },
    {
      changed: (next) => {
        lines.end();
        const command = next.at === "running" ? deck.reset[next.line] : undefined;
        if (!command) return;
        const { where, line } = resetLine(command);
        say(`  ${style("cyan", where)}  ${redactText(line, rules)}`);
      },
      printed: (text) => lines.push(text),
    },
  );
  stop.now = () => undefined;
  return state;
}

/** What a reset that is over is called. */
export function resetWords(state: ResetState): string {
  if (state.at === "failed") return style("red", `The reset failed. ${state.why}`);
  const ms = state.at === "done" ? state.ms : 0;
  return `Reset in ${(ms / 1000).toFixed(1)} s: the demo can begin.`;
}

function stoppable(run: RunReset, stop: Stop): RunReset {
  return (command, output) => {
    const running = run(command, output);
    stop.now = () => running.dispose();
    return running;
  };
}

/** Cuts output into lines without colours, cursor movements and empty ones. */
class OutputLines {
  readonly #say: Say;
  #rest = "";

  constructor(say: Say) {
    this.#say = say;
  }

  push(text: string): void {
    const lines = (this.#rest + text).split(/\r?\n/);
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#line(line);
  }

  end(): void {
    this.#line(this.#rest);
    this.#rest = "";
  }

  #line(line: string): void {
    const plain = stripVTControlCharacters(line.replace(/.*\r/, "")).trimEnd();
    if (plain !== "") this.#say(plain);
  }
}
