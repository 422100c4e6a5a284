import type { Deck } from "#core/deck/model.ts";
import { compilePatterns, type RedactionRules } from "#core/stream/redaction.ts";

/** What must never be seen of a talk's commands: the values of its variables as they are now, and its patterns. */
export function secretsOf({ secrets }: Deck, onTrouble: (trouble: string) => void): RedactionRules {
  const { patterns, wrong } = compilePatterns(secrets.patterns);
  for (const pattern of wrong) onTrouble(`secrets: ${pattern}`);
  const values = secrets.env.flatMap((name) => process.env[name] ?? []);
  return { values, patterns };
}
