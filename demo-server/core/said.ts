declare const said: unique symbol;

/** A text that each window says in its language: one of `sentences.ts`, made by `sentence`. What is not does not compile. */
export type Sentence = string & { readonly [said]: true };

/**
 * Takes a text for a sentence: of one that was sent, kept or redacted since it was made, and of what a window says to itself
 * in its own language.
 */
export function asSaid(text: string): Sentence {
  return text as Sentence;
}
