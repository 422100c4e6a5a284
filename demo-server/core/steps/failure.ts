import type { Expectation } from "../deck/model.ts";
import { asSaid } from "../said.ts";
import type { Failure, Unmet } from "./machine.ts";

/** Why a step failed, in English words for logs, takes and reports; pages have their own in the talk's language. */
export function describeFailure(why: Failure): string {
  switch (why.kind) {
    case "exit":
      return `ended with status ${why.status}`;
    case "timeout":
      return `had not ended after ${Math.round(why.afterMs / 1000)} s`;
    case "expectation":
      return describeUnmet(why.unmet);
    case "lost":
      return why.reason;
    case "cancelled":
      return "was stopped";
    case "told":
      return why.says;
  }
}

/** `did not print "active"` */
export function describeUnmet({ expected, instead }: Unmet): string {
  const what = expectedText(expected);
  if (instead !== null) return `printed ${instead}, not ${what}`;
  return `${expected.not ? "printed" : "did not print"} ${what}`;
}

/** What is expected, as a talk writes it: `"active"`, `/web\d/i`, `JSON with $.a = 1`. */
export function expectedText(expected: Expectation, json = (wish: string) => `JSON with ${wish}`): string {
  switch (expected.kind) {
    case "text":
      return `"${expected.text}"`;
    case "pattern":
      return `/${expected.source}/${expected.flags}`;
    case "json":
      return json(expected.wish);
  }
}

/** The failure with every text in it put through `text`. */
export function failureWithTexts(why: Failure, text: (text: string) => string): Failure {
  switch (why.kind) {
    case "lost":
      return { kind: "lost", reason: asSaid(text(why.reason)) };
    case "told":
      return { kind: "told", says: text(why.says) };
    case "expectation": {
      const { expected, instead } = why.unmet;
      const unmet = { expected: withTexts(expected, text), instead: instead === null ? null : text(instead) };
      return { kind: "expectation", unmet };
    }
    case "exit":
    case "timeout":
    case "cancelled":
      return why;
  }
}

function withTexts(expected: Expectation, text: (text: string) => string): Expectation {
  switch (expected.kind) {
    case "text":
      return { ...expected, text: text(expected.text) };
    case "pattern":
      return { ...expected, source: text(expected.source) };
    case "json":
      return { ...expected, wish: text(expected.wish) };
  }
}
