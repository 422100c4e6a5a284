import { asSaid, type Sentence } from "#core/said.ts";

/** Why a cluster did not answer; the message is a sentence that says what to do. */
export class ClusterTrouble extends Error {
  constructor(message: Sentence, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "ClusterTrouble";
  }
}

/** There is no cluster to ask: not made yet, or removed. */
export class AbsentCluster extends ClusterTrouble {}

/** The sentence of whatever went wrong; a system's own words stay as they are. */
export function sentenceOf(trouble: unknown): Sentence {
  return asSaid(trouble instanceof Error ? trouble.message : String(trouble));
}
