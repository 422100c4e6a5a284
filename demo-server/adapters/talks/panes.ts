import type { Pane } from "#core/deck/model.ts";
import { isPaneName, type PaneChoice } from "#core/deck/panes.ts";
import { unknown } from "#core/deck/wording.ts";
import { id, type PaneId, type TargetName } from "#core/ids.ts";
import type { ForgivingReader } from "./forgiving.ts";
import { given } from "./given.ts";
import type { Targets } from "./targets.ts";
import { count, paneSize, text } from "./values.ts";

/** The panes that a front matter declares, and what a fence may name. */
export interface Panes {
  readonly declared: ReadonlyMap<PaneId, Pane>;
  readonly choice: PaneChoice;
}

const defaultScrollback = 1000;

/** Reads `panes:`. Without it each declared target has a pane of its name; without targets too, any name will do. */
export function readPanes(reader: ForgivingReader, data: unknown, targets: Targets, blocked?: string): Panes {
  const fields = reader.fields("any", data, ["panes"]) ?? new Map<string, unknown>();
  const implied = fields.size === 0;
  const entries = implied ? targets.declared.map((name) => [name, name] as const) : [...fields];
  const declared = new Map<PaneId, Pane>();
  const broken = new Map<string, string>();
  for (const [name, entry] of entries) {
    const pane = readPane(reader, name, entry, targets);
    if (typeof pane === "string") broken.set(name, pane);
    else declared.set(pane.id, pane);
  }
  const choice = { known: [...declared.keys()], open: entries.length === 0, broken };
  return { declared, choice: blocked === undefined ? choice : { ...choice, blocked } };
}

/** A pane that nothing is said about. */
export function plainPane(pane: PaneId, target: TargetName = id<"target">("local")): Pane {
  return { id: pane, title: pane, target, size: { kind: "auto" }, scrollback: defaultScrollback };
}

/** The pane, or why it cannot be used. */
function readPane(reader: ForgivingReader, name: string, data: unknown, targets: Targets): Pane | string {
  const path = ["panes", name];
  if (!isPaneName(name)) {
    reader.problem(path, `"${name}" cannot be a pane's name: use letters, digits, ".", "_" and "-"`);
    return `pane "${name}" has a name that cannot be used`;
  }
  const entry: unknown = typeof data === "string" ? { target: data } : data;
  const fields =
    reader.fields(["target", "size", "title", "scrollback", "prompt"], entry, path) ??
    new Map<string, unknown>();
  // All that is wrong is said at once, also of a pane that cannot be used.
  const said = {
    title: reader.field(text, fields, "title", path),
    size: reader.field(paneSize, fields, "size", path),
    scrollback: reader.field(count(0, 100_000), fields, "scrollback", path),
    prompt: reader.field(text, fields, "prompt", path),
  };
  const target = targetOf(name, fields, targets);
  if (targets.broken.has(target))
    return `pane "${name}" cannot be used: its target "${target}" is declared wrongly`;
  const known = [...targets.usable.keys()].find((other) => other === target);
  if (!known) {
    const why = unknown("target", target, [...targets.usable.keys(), ...targets.broken]);
    reader.problem(typeof data === "string" ? path : [...path, "target"], `pane "${name}": ${why}`);
    return `pane "${name}" cannot be used: ${why}`;
  }
  return { ...plainPane(id<"pane">(name), known), ...given(said) };
}

/** The target it names; else the one of its own name; else the presenter's computer. */
function targetOf(name: string, fields: ReadonlyMap<string, unknown>, targets: Targets): string {
  const target = fields.get("target");
  if (target !== undefined && target !== null)
    return typeof target === "string" ? target : JSON.stringify(target);
  return targets.declared.includes(name) ? name : "local";
}
