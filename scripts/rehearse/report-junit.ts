/** JUnit's XML, as CI servers read it: one suite for the talk, one case for each step. */
import {
  countOf,
  isFailure,
  verdictOf,
  whyNotCompared,
  type RehearsedStep,
  type Rehearsal,
} from "./rehearsal.ts";
import { diffText } from "./report-text.ts";

export function junitReport(rehearsal: Rehearsal): string {
  const { talk, language, steps, strict, ms, startedAt, reset } = rehearsal;
  const failures = steps.filter((step) => isFailure(step, strict) && verdictOf(step) !== "skipped").length;
  const cases = steps.map((step) => testCase(step, rehearsal));
  const resetFailed = reset?.at === "failed" ? 1 : 0;
  if (reset?.at === "failed")
    cases.unshift(
      `    <testcase${attributes({ name: "reset", classname: talk, time: "0" })}>\n      <error${attributes({ message: reset.why })}>${text(reset.printed)}</error>\n    </testcase>`,
    );
  const suite = attributes({
    name: `${talk} (${language})`,
    tests: String(cases.length),
    failures: String(failures),
    errors: String(resetFailed),
    skipped: String(countOf(rehearsal, "skipped")),
    time: seconds(ms),
    timestamp: startedAt.slice(0, 19),
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n  <testsuite${suite}>\n${cases.join("\n")}\n  </testsuite>\n</testsuites>\n`;
}

function testCase(step: RehearsedStep, { talk, strict, understudy }: Rehearsal): string {
  const head = attributes({
    name: step.step,
    classname: `${talk}.${step.pane}`,
    time: seconds(step.ms ?? 0),
  });
  const why = understudy === null ? null : whyNotCompared(step);
  const inside = why === null ? outcome(step, strict) : `<system-out>not compared: ${text(why)}</system-out>`;
  return inside === "" ? `    <testcase${head}/>` : `    <testcase${head}>\n      ${inside}\n    </testcase>`;
}

function outcome({ result, output, lines, at }: RehearsedStep, strict: boolean): string {
  if (result.is === "skipped") return `<skipped${attributes({ message: result.why })}/>`;
  if (result.is === "failed") {
    const body = [
      `$ ${lines.join("\n> ")}`,
      `at ${at}`,
      ...result.expected.map((one) => `expected: ${one}`),
      ...result.printed,
      result.todo,
    ];
    return `<failure${attributes({ message: result.why, type: "step" })}>${text(body.join("\n"))}</failure>`;
  }
  if (output.is !== "changed") return "";
  const diff = text(diffText(output.lines).join("\n"));
  return strict
    ? `<failure${attributes({ message: "printed something else than the understudy", type: "output" })}>${diff}</failure>`
    : `<system-out>${text("printed something else than the understudy:\n")}${diff}</system-out>`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${attribute(value)}"`)
    .join("");
}

/** In an attribute a parser turns line ends and tabs into spaces unless they are written as numbers. */
function attribute(value: string): string {
  return escapeXml(value).replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}

function text(value: string): string {
  return escapeXml(value);
}

/** XML 1.0 has no way at all to write most control characters, lone surrogates, U+FFFE and U+FFFF: they are left out. */
const notXml = /[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

function escapeXml(value: string): string {
  return value
    .replaceAll(notXml, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
