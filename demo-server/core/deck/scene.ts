import { directiveNames, readDirective, silence, type Said } from "./directives.ts";
import { closest } from "../closest.ts";

/** A step as it was written: not yet named, not yet joined with what the scene says for all its steps. */
export interface StepDraft {
  readonly line: number;
  readonly lines: readonly string[];
  readonly said: Said;
  /** Line of the `id` directive, or of the step. */
  readonly idLine: number;
  readonly backgroundLine: number;
}

export interface SceneDraft {
  /** Said above the first step: holds for all steps. */
  readonly forAll: Said;
  readonly backgroundLine: number;
  readonly steps: readonly StepDraft[];
}

/** Is told what is wrong in which line of the file. */
export type Report = (line: number, message: string) => void;

interface OpenStep {
  line: number;
  lines: string[];
  said: Said;
  idLine: number;
  backgroundLine: number;
}

const directive = /^(\s*)([A-Za-z][A-Za-z _-]*?)\s*:(?:\s+(.*?))?\s*$/;

/**
 * Reads the lines of a `terminal` fence: `$ ` begins a step, `> ` continues it, `#` is a comment,
 * an indented `key: value` is a directive.
 * @param firstLine number of the first of these lines in the file.
 */
export function parseScene(content: readonly string[], firstLine: number, report: Report): SceneDraft {
  const scene: OpenStep = openStep(firstLine);
  const steps: OpenStep[] = [];
  let current: OpenStep | undefined;
  content.forEach((text, index) => {
    const line = firstLine + index;
    if (/^\s*(#|$)/.test(text)) return;
    if (text === "$" || text.startsWith("$ ")) {
      current = openStep(line, text.slice(2).trim());
      if (current.lines[0] === "") report(line, `a step needs a command after "$ "`);
      else steps.push(current);
    } else if (text === ">" || text.startsWith("> ")) {
      if (current) current.lines.push(text.slice(2).trimEnd());
      else report(line, `"> " continues a step, but no step was begun: begin one with "$ "`);
    } else {
      readOther(text, line, scene, current, report);
    }
  });
  return { forAll: scene.said, backgroundLine: scene.backgroundLine, steps };
}

function openStep(line: number, command = ""): OpenStep {
  return { line, lines: [command], said: silence(), idLine: line, backgroundLine: line };
}

function readOther(
  text: string,
  line: number,
  scene: OpenStep,
  current: OpenStep | undefined,
  report: Report,
): void {
  const [, indent = "", name = "", value = ""] = directive.exec(text) ?? [];
  if (name === "" || (!isIndented(indent) && !isNearlyDirective(name))) {
    report(line, whatIsThis(text));
    return;
  }
  if (!isIndented(indent)) {
    report(line, `a directive is indented: did you mean "  ${text.trim()}"?`);
    return;
  }
  const owner = current ?? scene;
  const wrong = readDirective(name, value, isOfScene(name) ? scene.said : owner.said);
  if (wrong !== undefined) report(line, wrong);
  else if (isOfScene(name) && current) {
    report(line, `"${name}" belongs to the whole scene: write it above the first "$ "`);
  } else if (name === "id" && !current) {
    report(line, `"id" belongs to one step: write it below its "$ "`);
  }
  if (name === "id") owner.idLine = line;
  if (name === "background") owner.backgroundLine = line;
}

const isIndented = (indent: string): boolean => indent.startsWith("\t") || indent.length >= 2;
const isOfScene = (name: string): boolean => name === "setup" || name === "cleanup";
const isNearlyDirective = (name: string): boolean => closest(name, directiveNames) !== undefined;

function whatIsThis(text: string): string {
  const short = text.trim().length > 40 ? `${text.trim().slice(0, 40)}…` : text.trim();
  const sign = /^\s*([$>])\s*(.*)$/.exec(text);
  if (sign)
    return `"${short}" is not understood; did you mean "${sign[1] ?? ""} ${(sign[2] ?? "").slice(0, 40)}"?`;
  return `"${short}" is neither a step nor a directive; did you mean "$ ${short}"?`;
}
