import type { ArgDef, ArgsDef, CommandDef } from "citty";
import { UsageError, unknown } from "./errors.ts";

/** A last positional with this hint takes any number of words. */
export const ANY_NUMBER = "...";

/** A last positional with this hint is a command line of another program: its flags are not ours. */
export const COMMAND_LINE = "command";

/** citty lets unknown flags, flags without their value and words too many pass; here they are errors. */
export async function checkArguments(
  command: CommandDef,
  name: string,
  args: readonly string[],
): Promise<void> {
  const defs: ArgsDef = (await (typeof command.args === "function" ? command.args() : command.args)) ?? {};
  const flags = flagsOf(defs);
  const words: string[] = [];
  const places = Object.values(defs).filter((def) => def.type === "positional");
  const commandAt = places.findIndex(({ valueHint }) => valueHint === COMMAND_LINE);
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (words.length === commandAt) return;
    if (arg === "--") {
      words.push(...args.slice(i + 1));
      break;
    }
    if (!arg.startsWith("-") || arg === "-") {
      words.push(arg);
      continue;
    }
    const [flag = arg, value] = arg.split("=", 2);
    const def = flags.get(flag);
    if (def === undefined) throw unknown("flag", flag, flags.keys(), name);
    if (def.type !== "string" && def.type !== "enum") {
      if (value !== undefined) throw new UsageError(`${flag} takes no value: give it, or leave it out`);
      continue;
    }
    if (value === "" || (value === undefined && (args[i + 1] ?? "-").startsWith("-")))
      throw new UsageError(`${flag} needs a value, for example ${flag} ${exampleOf(def)}`);
    if (value === undefined) i++;
  }
  checkWords(places, words, name);
}

/** Every spelling of every flag: `--port`, `-p`, `--no-open`. */
function flagsOf(defs: ArgsDef): Map<string, ArgDef> {
  const flags = new Map<string, ArgDef>();
  for (const [name, def] of Object.entries(defs)) {
    if (def.type === "positional") continue;
    const aliases = "alias" in def ? [def.alias ?? []].flat() : [];
    for (const spelling of [name, ...aliases]) {
      flags.set(spelling.length === 1 ? `-${spelling}` : `--${spelling}`, def);
      if (def.type === "boolean") flags.set(`--no-${spelling}`, def);
    }
  }
  return flags;
}

function exampleOf(def: ArgDef): string {
  if (def.default !== undefined) return String(def.default);
  return `<${def.valueHint ?? "value"}>`;
}

function checkWords(places: readonly ArgDef[], words: readonly string[], name: string): void {
  const missing = places.slice(words.length).find(({ required }) => required === true);
  if (missing)
    throw new UsageError(
      `${name.replace(/^kuroko /, "")} needs ${startOf(missing.description ?? "one more word")}`,
    );
  if (places.at(-1)?.valueHint === ANY_NUMBER || words.length <= places.length) return;
  const extra = words[places.length] ?? "";
  throw new UsageError(`"${extra}" is one word too many; ${name} --help shows what it takes`);
}

/** A description as the end of a sentence: `The id of a take, in full …` as `the id of a take, in full …`. */
function startOf(description: string): string {
  return description.charAt(0).toLowerCase() + description.slice(1);
}
