import type { Report } from "#core/deck/scene.ts";
import { text } from "./values.ts";
import { unknown } from "#core/deck/wording.ts";
import type { z } from "zod";
import type { Path, YamlSource } from "./yaml-source.ts";

/** Reads one value of the front matter at a time, and says what is wrong on the line where it stands. */
export class ForgivingReader {
  readonly #source: YamlSource;
  readonly #report: Report;

  constructor(source: YamlSource, report: Report) {
    this.#source = source;
    this.#report = report;
  }

  /** The value at `path` as `schema` makes it; undefined, and a problem, where it does not fit. */
  value<T>(schema: z.ZodType<T>, data: unknown, path: Path): T | undefined {
    const result = schema.safeParse(data);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      const at = [...path, ...issue.path.filter((key) => typeof key !== "symbol")];
      this.problem(at, `${nameOf(at)}${issue.message}`);
    }
    return undefined;
  }

  /** The fields of a map; fields that `known` does not have are problems. Undefined where it is no map. */
  fields(known: readonly string[] | "any", data: unknown, path: Path): Map<string, unknown> | undefined {
    if (data === null || data === undefined) return new Map();
    if (typeof data !== "object" || Array.isArray(data)) {
      this.problem(path, `${nameOf(path)}must be "key: value" lines`);
      return undefined;
    }
    const fields = new Map<string, unknown>(Object.entries(data));
    for (const key of fields.keys()) {
      if (known === "any" || known.includes(key)) continue;
      const around = path.at(-1);
      this.problem(
        [...path, key],
        `${around === undefined ? "" : `${around}: `}${unknown("key", key, known)}`,
      );
      fields.delete(key);
    }
    return fields;
  }

  /** One field of a map; undefined where it is not there, or wrong. */
  field<T>(
    schema: z.ZodType<T>,
    fields: ReadonlyMap<string, unknown>,
    key: string,
    path: Path,
  ): T | undefined {
    const data = fields.get(key);
    return data === undefined || data === null ? undefined : this.value(schema, data, [...path, key]);
  }

  problem(path: Path, message: string): void {
    this.#report(this.lineOf(path), message);
  }

  /** A text that its reader sees: a `#` in it begins a comment unless it has quotes. */
  shownText(fields: ReadonlyMap<string, unknown>, key: string): string | undefined {
    const value = this.field(text, fields, key, []);
    const cut = this.#source.cutOff([key]);
    if (value !== undefined && cut !== undefined)
      this.problem(
        [key],
        `"${cut}" is a comment to YAML; did you mean ${key}: ${JSON.stringify(`${value} ${cut}`)}?`,
      );
    return value;
  }

  lineOf(path: Path): number {
    return this.#source.lineOf(path);
  }
}

/** `secrets: patterns `; a place in a list is told by the line alone. */
function nameOf(path: Path): string {
  const keys = path.filter((key) => typeof key === "string").slice(-2);
  return keys.length === 0 ? "the front matter " : `${keys.join(": ")} `;
}
