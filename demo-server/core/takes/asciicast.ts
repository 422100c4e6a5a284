/**
 * asciicast, the format of asciinema: version 3 is written, 3, 2 and 1 are read.
 * https://docs.asciinema.org/manual/asciicast/v3 (and v2, v1)
 */
import type { Cast, CastEvent, CastProblem } from "./cast.ts";
import { parseJson, readEvent, readFrames, readHead, readTuple, toMicros, type Head } from "./cast-lines.ts";

export type { Cast, CastEvent, CastProblem } from "./cast.ts";
export { isCastProblem } from "./cast.ts";
export { createEventWriter, writeHeader, type CastHeader } from "./cast-writer.ts";

export interface CastReader {
  /** Reads a line, without its line end. After a problem nothing more is read: the same one is given again. */
  push(line: string): CastProblem | null;
  /** All that was read. */
  end(): Cast | CastProblem;
}

/** Reads a whole file of any version. It never throws. */
export function readCast(text: string): Cast | CastProblem {
  const body = text.startsWith("\ufeff") ? text.slice(1) : text;
  const firstEnd = body.indexOf("\n");
  const first = parseJson(firstEnd === -1 ? body : body.slice(0, firstEnd));
  // Version 1 is one JSON document, on one line or on many.
  const whole = first === undefined ? parseJson(body) : first;
  const head = readHead(whole);
  if (typeof head !== "string" && head.version === 1) return readVersion1(head, whole);
  const reader = createCastReader();
  let from = 0;
  while (from < body.length) {
    const end = body.indexOf("\n", from);
    const to = end === -1 ? body.length : end;
    if (reader.push(body.slice(from, to))) break;
    from = to + 1;
  }
  return reader.end();
}

/** Reads a cast of version 2 or 3 line by line. A last line that a crash cut short is left out. */
export function createCastReader(): CastReader {
  return new LineReader();
}

class LineReader implements CastReader {
  #line = 0;
  #head: Head | null = null;
  readonly #events: CastEvent[] = [];
  #micros = 0;
  #problem: CastProblem | null = null;
  /** The line before was the beginning of an event: that is allowed for the last one only. */
  #cut: CastProblem | null = null;

  push(line: string): CastProblem | null {
    if (this.#problem) return this.#problem;
    this.#line++;
    if (this.#head) this.#event(this.#head, line);
    else this.#header(line);
    return this.#problem;
  }

  end(): Cast | CastProblem {
    if (this.#problem) return this.#problem;
    if (!this.#head)
      return { line: 1, message: "the file is empty: the header of an asciicast was expected" };
    return { ...this.#head, events: this.#events };
  }

  #header(line: string): void {
    const head = readHead(parseJson(line));
    if (typeof head === "string") this.#fail(head);
    else if (head.version === 1) this.#fail("version 1 is one document and cannot be read line by line");
    else this.#head = head;
  }

  #event(head: Head, line: string): void {
    if (line.startsWith("#") || line.trim() === "") return;
    if (this.#cut) {
      this.#problem = this.#cut;
      return;
    }
    const value = parseJson(line);
    if (value === undefined) {
      const message = "an event must be a JSON array: [time, code, data]";
      if (line.startsWith("[")) this.#cut = { line: this.#line, message };
      else this.#fail(message);
      return;
    }
    const tuple = readTuple(value);
    if (typeof tuple === "string") {
      this.#fail(tuple);
      return;
    }
    const micros = toMicros(tuple.seconds);
    // Version 2 counts from the start; recorders let times run back by a little, players show such events at once.
    this.#micros = head.version === 3 ? this.#micros + micros : Math.max(this.#micros, micros);
    const event = readEvent(tuple.code, tuple.data, this.#micros / 1000);
    if (typeof event === "string") this.#fail(event);
    else if (event) this.#events.push(event);
  }

  #fail(message: string): void {
    this.#problem = { line: this.#line, message };
  }
}

function readVersion1(head: Head, document: unknown): Cast | CastProblem {
  const events = readFrames(document);
  return typeof events === "string" ? { line: 1, message: events } : { ...head, events };
}
