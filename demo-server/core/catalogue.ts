import { asSaid, type Sentence } from "./said.ts";

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

type Values<Text extends string> = Readonly<Record<Names<Text>, string | number>>;

export interface ReadSentence<Key extends string> {
  readonly key: Key;
  readonly values: Readonly<Record<string, string>>;
}

/** Sentences by their names, in English, where values stand in braces: they are made, and read again. */
export interface Catalogue<Templates extends Readonly<Record<string, string>>> {
  readonly say: <Key extends keyof Templates & string>(
    key: Key,
    ...values: Names<Templates[Key]> extends never ? [] : [Values<Templates[Key]>]
  ) => Sentence;
  readonly read: (text: string) => ReadSentence<keyof Templates & string> | null;
}

/** What a host or a program adds to a sentence may be long; nobody reads that on a stage. */
const longestRead = 2000;

export function catalogue<const Templates extends Readonly<Record<string, string>>>(
  templates: Templates,
): Catalogue<Templates> {
  const forms = Object.entries(templates)
    .map(([key, template]) => ({ key: key, form: formOf(template), own: ownLength(template) }))
    // The one that says most by itself first: what fits `{why}` of another may be a sentence of its own.
    .sort((one, other) => other.own - one.own);
  return {
    say: (key, ...[values]) => asSaid(filled(templates[key] ?? "", values ?? {})),
    read: (text) => {
      if (text.length > longestRead) return null;
      for (const { key, form } of forms) {
        const found = form.exec(text);
        if (found) return { key, values: { ...found.groups } };
      }
      return null;
    },
  };
}

/** The template with its values in it. */
export function filled(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

function ownLength(template: string): number {
  return template.replaceAll(/\{\w+\}/g, "").length;
}

function formOf(template: string): RegExp {
  const source = template
    .replaceAll(/[.*+?^$()|[\]\\/]/g, String.raw`\$&`)
    .replaceAll(/\{(\w+)\}/g, "(?<$1>.*?)");
  return new RegExp(`^${source}$`, "s");
}
