import type { Failure } from "./machine.ts";

/** Why a step failed, in English words for logs, takes and reports; the deck has its own in the talk's language. */
export function describeFailure(why: Failure): string {
  switch (why.kind) {
    case "exit":
      return `ended with status ${why.status}`;
    case "timeout":
      return `had not ended after ${Math.round(why.afterMs / 1000)} s`;
    case "expectation":
      return why.what;
    case "lost":
      return why.reason;
    case "cancelled":
      return "was stopped";
  }
}
