/** What a doctor finds before a show. */

/** `problem`: the show would not go as planned. `notNeeded`: this talk does without it, or nobody asked for it. */
export type FindingState = "ok" | "warning" | "problem" | "notNeeded";

export interface Finding {
  readonly state: FindingState;
  /** One sentence: how it is. */
  readonly says: string;
  /** One sentence: what to do about it; only with a warning or a problem. */
  readonly todo?: string;
}

/** What one check found, worst first. */
export interface Examined {
  /** Name of the check: `ssh`. */
  readonly check: string;
  /** `SSH and host keys` */
  readonly title: string;
  readonly findings: readonly Finding[];
}

const badness: Readonly<Record<FindingState, number>> = { problem: 3, warning: 2, ok: 1, notNeeded: 0 };

/** Findings with the worst first; equals stay in their order. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => badness[b.state] - badness[a.state]);
}

/** The worst state of all; `ok` where nothing was found. */
export function worstOf(examined: readonly Pick<Examined, "findings">[]): FindingState {
  const [worst] = worstFirst(examined.flatMap(({ findings }) => findings));
  return worst?.state ?? "ok";
}

export function countState(examined: readonly Pick<Examined, "findings">[], state: FindingState): number {
  return examined.flatMap(({ findings }) => findings).filter((finding) => finding.state === state).length;
}

export function ok(says: string): Finding {
  return { state: "ok", says };
}

export function notNeeded(says: string): Finding {
  return { state: "notNeeded", says };
}

export function warning(says: string, todo: string): Finding {
  return { state: "warning", says, todo };
}

export function problem(says: string, todo: string): Finding {
  return { state: "problem", says, todo };
}
