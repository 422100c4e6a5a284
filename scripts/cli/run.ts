import { runCommand, type CommandDef, type SubCommandsDef } from "citty";
import { checkArguments } from "./check-arguments.ts";
import type { CommandEntry } from "./command-table.ts";
import { unknown } from "./errors.ts";
import { kit } from "#server/adapters/site/kit.ts";
import { style } from "./style.ts";
import { usageOf } from "./usage.ts";

const ABOUT =
  "The stagehand of a technical talk: live terminals in slides, and an understudy for when they die";

/** Runs one command line; help and version print and return. Rejects with a `UsageError` or what the command rejects with. */
export async function runKuroko(
  commands: ReadonlyMap<string, CommandEntry>,
  args: readonly string[],
): Promise<void> {
  const [name, ...rest] = args;
  if (name === undefined || isHelp(name)) console.log(overview(commands));
  else if (name === "--version" || name === "-v") console.log(kit.version);
  else if (name === "help") await runKuroko(commands, [...rest, "--help"]);
  else await runCommandLine(commands, name, rest);
}

async function runCommandLine(
  commands: ReadonlyMap<string, CommandEntry>,
  name: string,
  rest: readonly string[],
): Promise<void> {
  const entry = commands.get(name);
  if (!entry) throw unknown(name.startsWith("-") ? "flag" : "command", name, commands.keys(), "kuroko");

  const { command, path, own } = await descend(await entry.load(), [name], rest);
  const upTo = own.indexOf("--");
  const needsMore = own.length === 0 && command.run === undefined;
  if (needsMore || (upTo < 0 ? own : own.slice(0, upTo)).some(isHelp)) {
    console.log(await usageOf(command, path));
  } else {
    await checkArguments(command, `kuroko ${path.join(" ")}`, own);
    await runCommand(command, { rawArgs: [...own] });
  }
}

function isHelp(arg: string): boolean {
  return arg === "--help" || arg === "-h";
}

/** Follows the words of the command line into subcommands: `takes keep …`. */
async function descend(
  command: CommandDef,
  path: readonly string[],
  rest: readonly string[],
): Promise<{ command: CommandDef; path: readonly string[]; own: readonly string[] }> {
  const below = await subCommandsOf(command);
  const [word, ...own] = rest;
  if (below === null || word === undefined || word.startsWith("-")) return { command, path, own: rest };
  const found = below[word];
  if (found === undefined) {
    if (command.run) return { command, path, own: rest };
    throw unknown(
      "command",
      [...path, word].join(" "),
      Object.keys(below).map((sub) => [...path, sub].join(" ")),
      `kuroko ${path.join(" ")}`,
    );
  }
  const next = (await (typeof found === "function" ? found() : found)) as CommandDef;
  return descend(next, [...path, word], own);
}

async function subCommandsOf(command: CommandDef): Promise<SubCommandsDef | null> {
  const { subCommands } = command;
  return (await (typeof subCommands === "function" ? subCommands() : subCommands)) ?? null;
}

/** Names and descriptions only, so that listing the commands loads none of them. */
function overview(commands: ReadonlyMap<string, CommandEntry>): string {
  const width = Math.max(...[...commands.keys()].map((name) => name.length));
  const rows = [...commands.values()].map(
    ({ name, about }) => `  ${style("cyan", name.padEnd(width))}  ${about}`,
  );
  return [
    `${style("bold", "kuroko")} ${kit.version}`,
    style("dim", ABOUT),
    "",
    `${style("bold", "usage")}  kuroko <command> [flags]`,
    "",
    ...rows,
    "",
    "kuroko <command> --help tells more. KUROKO_DEBUG=1 shows where an error comes from.",
  ].join("\n");
}
