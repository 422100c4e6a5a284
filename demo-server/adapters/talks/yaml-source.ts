import type { Report } from "#core/deck/scene.ts";
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from "yaml";

/** Keys (and indexes) from the top of the YAML to a value. */
export type Path = readonly (string | number)[];

/** YAML that knows on which line of its file each value stands. */
export class YamlSource {
  /** The values as plain data; null where the YAML is empty or unreadable. */
  readonly data: unknown;
  /** Whether this is not YAML. What could be read of it is not to be trusted, so `data` is null. */
  readonly broken: boolean;
  readonly #document: Document;
  readonly #lines = new LineCounter();
  readonly #firstLine: number;

  /** @param firstLine number, in the file, of the first line of `text`. */
  constructor(text: string, firstLine: number, report: Report) {
    this.#firstLine = firstLine;
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    const [error] = this.#document.errors;
    const data = error ? unreadable : this.#read(report);
    if (error) {
      const line = this.#lines.linePos(error.pos[0]).line;
      report(firstLine + line - 1, `this is not YAML: ${whyNoYaml(error, text.split("\n")[line - 1] ?? "")}`);
    }
    this.broken = data === unreadable;
    this.data = this.broken ? null : data;
  }

  /** The line of the key at the end of `path`, or of the nearest thing around it. */
  lineOf(path: Path): number {
    for (let length = path.length; length > 0; length--) {
      const around: unknown = this.#document.getIn(path.slice(0, length - 1), true);
      const key = path[length - 1];
      if (isMap(around)) {
        const pair = around.items.find(
          (item) => isScalar(item.key) && String(item.key.value) === String(key),
        );
        if (pair && isNode(pair.key) && pair.key.range) return this.#lineAt(pair.key.range[0]);
      }
      const node: unknown = this.#document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return this.#lineAt(node.range[0]);
    }
    return this.#firstLine;
  }

  /** What stands behind the value as if it were a part of it, but is a comment to YAML: `#4` behind `Meetup #4`. */
  cutOff(path: Path): string | undefined {
    const node: unknown = this.#document.getIn(path, true);
    const comment = isScalar(node) ? node.comment : undefined;
    return comment && /^[^\s#]/.test(comment) ? `#${comment.split("\n")[0] ?? ""}` : undefined;
  }

  #read(report: Report): unknown {
    try {
      return this.#document.toJS() as unknown;
    } catch (error) {
      // Aliases without an anchor, or so many of them that they would fill the memory.
      report(this.#firstLine, `this is not YAML: ${lowerFirst(error instanceof Error ? error.message : "")}`);
      return unreadable;
    }
  }

  #lineAt(offset: number): number {
    return this.#firstLine + this.#lines.linePos(offset).line - 1;
  }
}

const unreadable = Symbol("unreadable");

/** The parser's sentence, but for the one mistake that nearly everybody makes, and that it says in its own terms. */
function whyNoYaml({ code, message }: { code: string; message: string }, line: string): string {
  const [, key, text] = /^\s*(?:- )?([^\s:#]+):\s+([^"'\s].*:(?:\s.*)?)$/.exec(line) ?? [];
  return code === "BLOCK_AS_IMPLICIT_KEY" && key !== undefined && text !== undefined
    ? `a text with a colon in it needs quotes; did you mean ${key}: ${JSON.stringify(text.trim())}?`
    : lowerFirst(message);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
