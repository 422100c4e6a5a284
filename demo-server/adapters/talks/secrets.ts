import type { Deck } from "#core/deck/model.ts";
import { compilePatterns, type RedactionRules } from "#core/stream/redaction.ts";

/** What must never be seen of a talk's commands: the values of its variables as they are now, and its patterns. */
export function secretsOf(
  deck: Pick<Deck, "secrets" | "targets">,
  onTrouble: (trouble: string) => void,
): RedactionRules {
  const { patterns, wrong } = compilePatterns(deck.secrets.patterns);
  for (const pattern of wrong) onTrouble(`secrets: ${pattern}`);
  return { values: deck.secrets.env.flatMap((name) => valuesOf(name, deck)), patterns };
}

/** All that a variable is: in this process, which the shells inherit it from, and where targets set it themselves. */
export function valuesOf(name: string, { targets }: Pick<Deck, "targets">): string[] {
  const own = Object.values(targets).map((target) =>
    target.kind === "local" ? target.env[name] : undefined,
  );
  return [process.env[name], ...own].flatMap((value) => (value === undefined || value === "" ? [] : [value]));
}
