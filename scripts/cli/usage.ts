import type { ArgDef, CommandDef, SubCommandsDef } from "citty";
import { ANY_NUMBER } from "./check-arguments.ts";
import { style } from "./style.ts";

/** Where what a flag does begins: longer flags have it on the line below. */
const ABOUT_AT = 26;
/** Longer lines are hard to read, however wide the terminal is. */
const WIDEST = 100;

/** What `--help` of a command prints. `path` is its name: `takes keep`. */
export async function usageOf(command: CommandDef, path: readonly string[]): Promise<string> {
  const width = Math.min(process.stdout.columns || WIDEST, WIDEST);
  const meta = await resolved(command.meta);
  const args = Object.entries((await resolved(command.args)) ?? {});
  const words = args.filter(([, def]) => def.type === "positional");
  const flags = args.filter(([, def]) => def.type !== "positional");
  const below = await subCommandRows(await resolved(command.subCommands));
  const usage = [
    ["kuroko", ...path].join(" "),
    ...(below.length > 0 ? ["<command>"] : []),
    ...(flags.length > 0 ? ["[flags]"] : []),
    ...words.map(([name, def]) => wordForm(name, def)),
  ].join(" ");
  const blocks = [
    wrapped(meta?.description ?? "", width, 0),
    `${style("bold", "usage")}  ${usage}`,
    below.map(([name, about]) => row(name, about, width)).join("\n"),
    words.map(([name, def]) => row(name, aboutOf(def), width)).join("\n"),
    flags.map(([name, def]) => row(flagForm(name, def), aboutOf(def), width)).join("\n"),
  ];
  return blocks.filter((block) => block !== "").join("\n\n");
}

async function subCommandRows(below: SubCommandsDef | undefined): Promise<[string, string][]> {
  const rows = Object.entries(below ?? {}).map(async ([name, command]): Promise<[string, string]> => {
    const { meta } = (await resolved(command)) as CommandDef;
    return [name, (await resolved(meta))?.description ?? ""];
  });
  return Promise.all(rows);
}

/** citty lets each part be a value, a promise or a function. */
async function resolved<T>(value: T | Promise<T> | (() => T | Promise<T>)): Promise<T> {
  return typeof value === "function" ? (value as () => T | Promise<T>)() : value;
}

function wordForm(name: string, { required, valueHint }: ArgDef): string {
  const form = valueHint === ANY_NUMBER ? `${name}...` : name;
  return required === true ? `<${form}>` : `[${form}]`;
}

/** `--port <4400>`; of what is on by itself, the flag that turns it off. */
function flagForm(name: string, def: ArgDef): string {
  if (def.type === "boolean") return def.default === true ? `--no-${name}` : `--${name}`;
  const value = def.type === "enum" ? def.options?.join("|") : def.valueHint;
  return `--${name} <${value ?? "value"}>`;
}

function aboutOf(def: ArgDef): string {
  const about = def.description ?? "";
  if (def.type === "boolean") return def.default === true ? (def.negativeDescription ?? about) : about;
  return def.default === undefined ? about : `${about} (default: ${String(def.default)})`;
}

function row(name: string, about: string, width: number): string {
  const start = `  ${style("cyan", name)}`;
  const gap = ABOUT_AT - 2 - name.length;
  const text = wrapped(about, width, ABOUT_AT);
  return gap < 2 ? `${start}\n${" ".repeat(ABOUT_AT)}${text}` : `${start}${" ".repeat(gap)}${text}`;
}

/** Broken between words; every line but the first begins with so many spaces. */
function wrapped(text: string, width: number, indent: number): string {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? "";
    const longer = line === "" ? word : `${line} ${word}`;
    if (indent + longer.length <= width || line === "") lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join(`\n${" ".repeat(indent)}`);
}
