import { closest } from "#core/closest.ts";
import type { CompareSetting, Head, ReplayRules, ResetCommand, SecretRules } from "#core/deck/model.ts";
import type { Report } from "#core/deck/scene.ts";
import { defaultSeparators, type Separators } from "#core/deck/split.ts";
import { unknown } from "#core/deck/wording.ts";
import { ForgivingReader } from "./forgiving.ts";
import { readCluster, type Cluster } from "./cluster.ts";
import { readPanes, type Panes } from "./panes.ts";
import { readReset } from "./reset.ts";
import { defaultTheme, knownThemes } from "./themes.ts";
import { readTargets, type Targets } from "./targets.ts";
import { duration, pattern, speed, text, texts } from "./values.ts";
import { YamlSource } from "./yaml-source.ts";

/** Everything that a talk says above its first slide. */
export interface FrontMatterData {
  /** Title and language are given only where the author gave them. */
  readonly head: Omit<Head, "title" | "language"> & Partial<Pick<Head, "title" | "language">>;
  readonly targets: Targets;
  readonly panes: Panes;
  readonly cluster: Cluster;
  readonly secrets: SecretRules;
  readonly reset: readonly ResetCommand[];
  readonly compare: CompareSetting;
  readonly separators: Separators;
}

/** All keys at the top of a front matter. */
export const frontMatterKeys: readonly string[] = [
  "title",
  "event",
  "author",
  "date",
  "language",
  "theme",
  "budget",
  "targets",
  "panes",
  "cluster",
  "secrets",
  "reset",
  "compare",
  "replay",
  "separator",
  "verticalSeparator",
  "notesSeparator",
];

/** Said on each scene where it cannot be known which panes and targets the author meant. */
export const blockedPanes = "no step can run until the front matter is mended";

/**
 * Reads a talk's front matter. What is wrong is reported, and left out or replaced by its default.
 * @param firstLine number of the YAML's first line in the file.
 */
export function readFrontMatter(yaml: string, firstLine: number, report: Report): FrontMatterData {
  const source = new YamlSource(yaml, firstLine, report);
  const reader = new ForgivingReader(source, report);
  const fields = reader.fields(frontMatterKeys, source.data, []) ?? new Map<string, unknown>();
  const targets = readTargets(reader, fields.get("targets"));
  const panes = readPanes(reader, fields.get("panes"), targets, whyBlocked(source));
  return {
    head: readHead(reader, fields),
    targets,
    panes,
    cluster: readCluster(reader, fields.get("cluster"), { targets, panes }),
    secrets: readSecrets(reader, fields.get("secrets")),
    reset: readReset(reader, fields.get("reset"), targets),
    compare: readCompare(reader, fields.get("compare")),
    separators: readSeparators(reader, fields),
  };
}

/** Without `targets` and `panes` all runs on the presenter's computer: not where they were written but are lost. */
function whyBlocked({ broken, data }: YamlSource): string | undefined {
  if (broken) return blockedPanes;
  if (data === null) return undefined;
  if (!isMapping(data)) return blockedPanes;
  const isLost = Object.entries(data).some(([key, value]) => {
    if (key === "targets" || key === "panes") return value !== null && !isMapping(value);
    return (
      !frontMatterKeys.includes(key) && ["targets", "panes"].includes(closest(key, frontMatterKeys) ?? "")
    );
  });
  return isLost ? blockedPanes : undefined;
}

function isMapping(data: unknown): data is object {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

function readHead(reader: ForgivingReader, fields: ReadonlyMap<string, unknown>): FrontMatterData["head"] {
  const texts: { title?: string; event?: string; author?: string; date?: string; language?: string } = {};
  for (const key of ["title", "event", "author", "date", "language"] as const) {
    const value = reader.shownText(fields, key);
    if (value !== undefined) texts[key] = value;
  }
  const budgetMs = reader.field(duration, fields, "budget", []);
  return {
    ...texts,
    theme: readTheme(reader, fields),
    ...(budgetMs === undefined ? {} : { budgetMs }),
    replay: readReplay(reader, fields.get("replay")),
  };
}

function readTheme(reader: ForgivingReader, fields: ReadonlyMap<string, unknown>): string {
  const theme = reader.field(text, fields, "theme", []) ?? defaultTheme;
  const known = knownThemes();
  if (known.includes(theme)) return theme;
  reader.problem(["theme"], unknown("theme", theme, known));
  return defaultTheme;
}

function readReplay(reader: ForgivingReader, data: unknown): ReplayRules {
  const path = ["replay"];
  const fields = reader.fields(["longest pause", "speed"], data, path) ?? new Map<string, unknown>();
  return {
    longestPauseMs: reader.field(duration, fields, "longest pause", path) ?? 1000,
    speed: reader.field(speed, fields, "speed", path) ?? 1.5,
  };
}

function readSecrets(reader: ForgivingReader, data: unknown): SecretRules {
  const path = ["secrets"];
  const fields = reader.fields(["env", "patterns"], data, path) ?? new Map<string, unknown>();
  return {
    env: reader.field(texts, fields, "env", path) ?? [],
    patterns: readPatterns(reader, fields, "secrets", "patterns"),
  };
}

function readCompare(reader: ForgivingReader, data: unknown): CompareSetting {
  const path = ["compare"];
  const fields = reader.fields(["ignore"], data, path) ?? new Map<string, unknown>();
  return { ignore: readPatterns(reader, fields, "compare", "ignore") };
}

/** Those of a list of regular expressions that are some. */
function readPatterns(
  reader: ForgivingReader,
  fields: ReadonlyMap<string, unknown>,
  parent: string,
  key: string,
): string[] {
  const patterns = reader.field(texts, fields, key, [parent]) ?? [];
  return patterns.filter(
    (source, index) => reader.value(pattern("u"), source, [parent, key, index]) !== undefined,
  );
}

function readSeparators(reader: ForgivingReader, fields: ReadonlyMap<string, unknown>): Separators {
  const read = (key: string, otherwise: string): string =>
    reader.field(pattern("m"), fields, key, []) ?? otherwise;
  return {
    horizontal: read("separator", defaultSeparators.horizontal),
    vertical: read("verticalSeparator", defaultSeparators.vertical),
    notes: read("notesSeparator", defaultSeparators.notes),
  };
}
