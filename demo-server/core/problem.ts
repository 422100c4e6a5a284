/** Something wrong in a talk or a take, said so that its author can mend it. It never stops the show. */
export interface Problem {
  /** File as the author knows it, for example `hello/en.md`. */
  readonly file: string;
  /** Line in that file, from 1. */
  readonly line: number;
  /** One sentence: what is wrong, and what was probably meant. */
  readonly message: string;
}

/** `hello/en.md:42: unknown target "lptop"; did you mean "laptop"?` */
export function formatProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}: ${problem.message}`;
}
