/**
 * A small part of JSONPath (RFC 9535): `$.items[0].name`, `$.items[*].state`, `$["odd key"]`, and `.length` of an array
 * or a text. The `$` may be left out.
 */
export type JsonPath = readonly PathStep[];

type PathStep = { readonly key: string } | { readonly index: number } | { readonly all: true };

const STEP = /\.?([\p{L}_][\p{L}\p{N}_-]*)|\[(\d{1,9})\]|\[(\*)\]|\["((?:[^"\\]|\\.)*)"\]/uy;

/** The path that a text says; null where it says none. */
export function parseJsonPath(text: string): JsonPath | null {
  const path: PathStep[] = [];
  let at = text.startsWith("$") ? 1 : 0;
  while (at < text.length) {
    STEP.lastIndex = at;
    const found = STEP.exec(text);
    if (!found) return null;
    const [whole, name, index, all, quoted] = found;
    // `$name` and `a[0]name` are mistakes for `$.name` and `a[0].name`.
    if (name !== undefined && at > 0 && !whole.startsWith(".")) return null;
    if (index !== undefined) path.push({ index: Number(index) });
    else if (all !== undefined) path.push({ all: true });
    else path.push({ key: name ?? (quoted ?? "").replace(/\\(.)/gs, "$1") });
    at = STEP.lastIndex;
  }
  return path;
}

/** Everything that lies at the path; several only with `[*]`. */
export function valuesAt(value: unknown, path: JsonPath): unknown[] {
  return path.reduce<unknown[]>((found, step) => found.flatMap((one) => stepInto(one, step)), [value]);
}

function stepInto(value: unknown, step: PathStep): unknown[] {
  if ("all" in step) {
    if (Array.isArray(value)) return value;
    return isRecord(value) ? Object.values(value) : [];
  }
  if ("index" in step) return Array.isArray(value) && step.index in value ? [value[step.index]] : [];
  if (step.key === "length" && (Array.isArray(value) || typeof value === "string")) return [value.length];
  return isRecord(value) && Object.hasOwn(value, step.key) ? [value[step.key]] : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
