/** A fenced code block of CommonMark, found line by line. */
export interface Fence {
  /** Index of its opening line in the text, from 0. */
  readonly line: number;
  /** Offsets of the whole block: `end` is behind its last line, before the line end. */
  readonly start: number;
  readonly end: number;
  /** What follows the opening backticks, trimmed. */
  readonly info: string;
  /** Lines between the fences, with the opening fence's indentation taken off. */
  readonly content: readonly string[];
  readonly closed: boolean;
}

interface Line {
  readonly text: string;
  readonly start: number;
}

const opening = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})(.*)$/;
const slideBorder = /^---?[ \t]*$/;

/**
 * All code fences of a text with `\n` line ends, in order. A fence that is never closed ends at the next slide border,
 * so that one forgotten line does not swallow the rest of the talk.
 */
export function scanFences(text: string): Fence[] {
  const lines = linesOf(text);
  const fences: Fence[] = [];
  for (let index = 0; index < lines.length; index++) {
    const match = opening.exec(lines[index]?.text ?? "");
    if (!match) continue;
    const fence = readFence(lines, index, match);
    fences.push(fence);
    index += fence.content.length + (fence.closed ? 1 : 0);
  }
  return fences;
}

/** Whether a fence is a scene of a pane: its info string is `terminal` or begins with that word. */
export function isTerminal(fence: Pick<Fence, "info">): boolean {
  return /^terminal(?:\s|$)/.test(fence.info);
}

/** Whether a fence is the place of the cluster's map. */
export function isMap(fence: Pick<Fence, "info">): boolean {
  return /^cluster-map(?:\s|$)/.test(fence.info);
}

/** Whether a fence is the place of the address at which the room follows. */
export function isAudience(fence: Pick<Fence, "info">): boolean {
  return /^audience(?:\s|$)/.test(fence.info);
}

/** Whether it is the kit's own: what is in it is never shown as code. */
export function isOwn(fence: Pick<Fence, "info">): boolean {
  return isTerminal(fence) || isMap(fence) || isAudience(fence);
}

/** The text with each fence replaced by as many letters of no meaning: offsets hold, and no separator is seen in code. */
export function maskFences(text: string, fences: readonly Fence[]): string {
  let masked = "";
  let done = 0;
  for (const { start, end } of fences) {
    masked += text.slice(done, start) + blank.repeat(end - start);
    done = end;
  }
  return masked + text.slice(done);
}

/** From the private use area: neither a space nor a letter, digit or mark that a separator would name. */
const blank = "\uE000";

function readFence(lines: readonly Line[], index: number, match: RegExpExecArray): Fence {
  const [, indent = "", marker = "", rest = ""] = match;
  const info = rest.trim();
  const closing = new RegExp(`^ {0,3}${marker.charAt(0)}{${marker.length},}[ \\t]*$`);
  const another = isOwn({ info }) ? opening : new RegExp(`^ {0,3}${marker}[^\\s\`~]`);
  const { last, closed } = findEnd(lines, index + 1, { closing, another, borders: !isOwn({ info }) });
  const content = lines.slice(index + 1, closed ? last : last + 1);
  const lastLine = lines[last];
  return {
    line: index,
    start: lines[index]?.start ?? 0,
    end: (lastLine?.start ?? 0) + (lastLine?.text.length ?? 0),
    info,
    content: content.map(({ text }) => text.replace(new RegExp(`^ {0,${indent.length}}`), "")),
    closed,
  };
}

interface Ends {
  readonly closing: RegExp;
  /** The beginning of a fence that cannot be in this one. */
  readonly another: RegExp;
  /** Whether a slide border may be in this fence. */
  readonly borders: boolean;
}

/**
 * The last line of a fence. Its end was forgotten where another fence begins behind a slide border: that would not be
 * closed either. In a scene no line looks like a border or a fence, so there one of them is enough.
 */
function findEnd(lines: readonly Line[], from: number, ends: Ends): { last: number; closed: boolean } {
  let border: number | undefined;
  for (let index = from; index < lines.length; index++) {
    const text = lines[index]?.text ?? "";
    if (ends.closing.test(text)) return { last: index, closed: true };
    if (slideBorder.test(text)) border ??= index;
    const isAnother = ends.another.test(text);
    if (ends.borders ? border !== undefined && isAnother : border !== undefined || isAnother) {
      return { last: (border ?? index) - 1, closed: false };
    }
  }
  return { last: (border ?? lines.length) - 1, closed: false };
}

function linesOf(text: string): Line[] {
  let start = 0;
  return text.split("\n").map((line) => {
    const here = { text: line, start };
    start += line.length + 1;
    return here;
  });
}
