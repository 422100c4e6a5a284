import { didYouMean } from "#core/closest.ts";

/** The command line is wrong: exit code 2, as shells have it. Everything else that fails has 1. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/** `unknown command "strat"; did you mean "start"?` */
export function unknown(
  kind: "command" | "flag",
  wish: string,
  known: Iterable<string>,
  help: string,
): UsageError {
  return new UsageError(
    `unknown ${kind} "${wish}"${didYouMean(wish, known) || `; ${help} --help lists them`}`,
  );
}

export function exitCodeOf(error: unknown): 1 | 2 {
  return error instanceof UsageError || (error instanceof Error && error.name === "CLIError") ? 2 : 1;
}

/** What went wrong, in a sentence; `KUROKO_DEBUG=1` shows the stack instead. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error && error.message !== "" ? error.message : String(error);
}
