/** What a doctor finds before a show. */
import { inLanguage, type Told } from "../told.ts";

/** `problem`: the show would not go as planned. `notNeeded`: this talk does without it, or nobody asked for it. */
export type FindingState = "ok" | "warning" | "problem" | "notNeeded";

export interface Finding<Text = string> {
  readonly state: FindingState;
  /** One sentence: how it is. */
  readonly says: Text;
  /** One sentence: what to do about it; only with a warning or a problem. */
  readonly todo?: Text;
}

/** As a check says it: for the terminal and for a talk's language. */
export type ToldFinding = Finding<Told>;

export function findingIn({ state, says, todo }: ToldFinding, language: string): Finding {
  const said = { state, says: inLanguage(says, language) };
  return todo === undefined ? said : { ...said, todo: inLanguage(todo, language) };
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
export function worstFirst<Text>(findings: readonly Finding<Text>[]): Finding<Text>[] {
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

export function ok<Text>(says: Text): Finding<Text> {
  return { state: "ok", says };
}

export function notNeeded<Text>(says: Text): Finding<Text> {
  return { state: "notNeeded", says };
}

export function warning<Text>(says: Text, todo: Text): Finding<Text> {
  return { state: "warning", says, todo };
}

export function problem<Text>(says: Text, todo: Text): Finding<Text> {
  return { state: "problem", says, todo };
}
