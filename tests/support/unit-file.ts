/** The options of a systemd unit file, in the file's order, by section. A value that goes on after a `\` is one line here. */
export function parseUnit(text: string): ReadonlyMap<string, readonly UnitOption[]> {
  const sections = new Map<string, UnitOption[]>();
  let current: UnitOption[] | undefined;
  for (const line of text.replaceAll(/\\\n\s*/g, " ").split("\n")) {
    if (/^\s*([#;]|$)/.test(line)) continue;
    const section = /^\[(?<name>.+)\]$/.exec(line)?.groups?.name;
    if (section !== undefined) {
      sections.set(section, (current = sections.get(section) ?? []));
      continue;
    }
    const equals = line.indexOf("=");
    if (equals < 1 || !current) throw new Error(`not a line of a unit file: ${line}`);
    current.push({ name: line.slice(0, equals), value: line.slice(equals + 1) });
  }
  return sections;
}

export interface UnitOption {
  readonly name: string;
  readonly value: string;
}

/** The values of one option, which a unit file may repeat. */
export function valuesOf(
  unit: ReadonlyMap<string, readonly UnitOption[]>,
  section: string,
  option: string,
): readonly string[] {
  return (unit.get(section) ?? []).filter(({ name }) => name === option).map(({ value }) => value);
}
