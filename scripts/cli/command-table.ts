import type { CommandDef } from "citty";

export interface CommandEntry {
  readonly name: string;
  /** What it does, in the list of all commands. */
  readonly about: string;
  load(): Promise<CommandDef>;
}

/** citty's type of a command depends on its flags, which are its own business: hence `unknown` up to here. */
type Row = readonly [about: string, load: () => Promise<{ default: unknown }>];

/** Commands by name, in the order in which they are listed. */
export function commandTable(rows: Readonly<Record<string, Row>>): ReadonlyMap<string, CommandEntry> {
  return new Map(
    Object.entries(rows).map(([name, [about, load]]) => [
      name,
      { name, about, load: async () => (await load()).default as CommandDef },
    ]),
  );
}
