import type { ResetCommand } from "#core/deck/model.ts";
import type { ResetState } from "#core/show/reset.ts";
import type { Redactor } from "#core/stream/redaction.ts";
import { sentence } from "#core/sentences.ts";
import type { Clock, Decode, RunReset } from "./ports.ts";
import { within } from "./within.ts";

export interface ResetParts {
  readonly clock: Clock;
  readonly createDecode: () => Decode;
  readonly createRedactor: () => Redactor;
  readonly run: RunReset;
}

export interface ResetListener {
  /** A line begins, or the reset is over. */
  changed(state: ResetState): void;
  /** Redacted output of the line that runs. */
  printed?(text: string): void;
}

/** So much of what a line printed is kept to say why it failed. */
const keptChars = 4000;
const keptLines = 6;

/** Runs the lines of a reset in order, until one fails. Resolves with how it ended; never rejects. */
export async function resetDemo(
  commands: readonly ResetCommand[],
  parts: ResetParts,
  listener: ResetListener,
): Promise<ResetState> {
  const startedAt = parts.clock.now();
  for (const [line, command] of commands.entries()) {
    listener.changed({ at: "running", line });
    let printed = "";
    const why = await runLine(command, parts, (text) => {
      printed = (printed + text).slice(-keptChars);
      listener.printed?.(text);
    });
    if (why !== null) return told(listener, { at: "failed", line, why, printed: lastLines(printed) });
  }
  return told(listener, { at: "done", ms: parts.clock.now() - startedAt });
}

function told(listener: ResetListener, state: ResetState): ResetState {
  listener.changed(state);
  return state;
}

/** Gives null, or why it failed in a sentence. */
async function runLine(
  command: ResetCommand,
  { clock, createDecode, createRedactor, run }: ResetParts,
  printed: (text: string) => void,
): Promise<string | null> {
  const decode = createDecode();
  const redactor = createRedactor();
  const running = run(command, (bytes) => printed(redactor.push(decode(bytes))));
  try {
    if (!(await within(clock, command.timeoutMs, running.ended)))
      return sentence("resetTooLong", { seconds: Math.round(command.timeoutMs / 1000) });
    const status = await running.ended;
    if (status === 0) return null;
    return status === null ? sentence("resetSignal") : sentence("resetStatus", { status });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    running.dispose();
    printed(redactor.settle());
  }
}

function lastLines(text: string): string {
  return text.trimEnd().split(/\r?\n/).slice(-keptLines).join("\n");
}
