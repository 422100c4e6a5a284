import type { ResetCommand } from "#core/deck/model.ts";
import { unknown } from "#core/deck/wording.ts";
import { id, type TargetName } from "#core/ids.ts";
import type { ForgivingReader } from "./forgiving.ts";
import type { Targets } from "./targets.ts";
import type { Path } from "./yaml-source.ts";
import { duration, text } from "./values.ts";

/** Words that stand for the lab's own reset, in the place of a command line. */
const lab: Readonly<Record<string, { readonly empty: boolean }>> = {
  lab: { empty: false },
  "empty lab": { empty: true },
};

const commandTimeoutMs = 60_000;
const labTimeoutMs = 5 * 60_000;

const form = `write a command line, or "<target>: <command line>", or "lab"`;

/**
 * Reads `reset:`: one entry or a list of them. Where one is wrong none is used: half a reset leaves a demo that
 * begins nowhere.
 */
export function readReset(reader: ForgivingReader, data: unknown, targets: Targets): ResetCommand[] {
  if (data === undefined || data === null) return [];
  const path = ["reset"];
  const entries = Array.isArray(data) ? (data as unknown[]) : [data];
  const read = entries.map((entry, index) =>
    readEntry(reader, entry, targets, Array.isArray(data) ? [...path, index] : path),
  );
  return read.every((one) => one !== undefined) ? read : [];
}

function readEntry(
  reader: ForgivingReader,
  entry: unknown,
  targets: Targets,
  path: Path,
): ResetCommand | undefined {
  const said = typeof entry === "string" ? readLine(entry) : partsOf(entry);
  if (said === null) {
    reader.problem(path, `reset: ${form}`);
    return undefined;
  }
  if ("run" in said) return said;
  const { name, line, timeout } = said;
  const timeoutMs =
    timeout === undefined ? commandTimeoutMs : reader.value(duration, timeout, [...path, "timeout"]);
  const target = readTarget(reader, name, targets, path);
  const command = reader.value(text, line, [...path, name]);
  if (timeoutMs === undefined || target === undefined || command === undefined) return undefined;
  return { run: "command", target, command, timeoutMs };
}

/** `web1: docker rm -f web`, perhaps with a `timeout` beside it. */
function partsOf(entry: unknown): { name: string; line: unknown; timeout: unknown } | null {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return null;
  const { timeout, ...rest } = entry as Record<string, unknown>;
  const [[name, line] = [], ...more] = Object.entries(rest);
  return name === undefined || more.length > 0 ? null : { name, line, timeout };
}

function readLine(line: string): ResetCommand | null {
  const said = line.trim();
  const ofLab = Object.hasOwn(lab, said) ? lab[said] : undefined;
  if (ofLab) return { run: "lab", ...ofLab, timeoutMs: labTimeoutMs };
  const target = id<"target">("local");
  return said === "" ? null : { run: "command", target, command: said, timeoutMs: commandTimeoutMs };
}

function readTarget(
  reader: ForgivingReader,
  name: string,
  { usable, broken }: Targets,
  path: Path,
): TargetName | undefined {
  const target = [...usable.keys()].find((one) => one === name);
  if (target) return target;
  if (broken.has(name)) reader.problem(path, `reset: its target "${name}" is declared wrongly`);
  else reader.problem([...path, name], `reset: ${unknown("target", name, [...usable.keys(), ...broken])}`);
  return undefined;
}
