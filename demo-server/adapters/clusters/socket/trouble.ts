/** Why a cluster did not answer; the message is a sentence that says what to do. */
export class ClusterTrouble extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "ClusterTrouble";
  }
}

/** There is no cluster to ask: not made yet, or removed. */
export class AbsentCluster extends ClusterTrouble {}

/** The sentence of whatever went wrong. */
export function sentenceOf(trouble: unknown): string {
  return trouble instanceof Error ? trouble.message : String(trouble);
}
