import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "#core/protocol/messages.ts";
import { filled } from "#core/catalogue.ts";
import { englishSentences, readSentence, sentence, type SentenceKey } from "#core/sentences.ts";
import { inJapanese, japaneseSentences } from "#core/sentences-ja.ts";

const namesIn = (template: string): string[] =>
  [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);

describe("what the server says", () => {
  it("is said in Japanese, with its values", () => {
    expect(inJapanese(sentence("shellEndedWith", { status: 3 }))).toBe(
      "シェルがステータス 3 で終了しました。",
    );
    expect(inJapanese(sentence("noShell"))).toContain("先に開き直してください");
    expect(inJapanese(sentence("linkSilent", { where: "core@web1", seconds: 9 }))).toBe(
      "core@web1 から 9 秒応答がありません。ネットワークを確かめて、端末を開き直してください。",
    );
    // As a reason it would fit "loginFailed" too, and stay English there.
    expect(inJapanese(sentence("loginSilent", { where: "core@web1", seconds: 8 }))).toContain("8 秒以内");
    expect(inJapanese(sentence("noWay", { where: "10.0.0.9:22" }))).toContain("経路がありません");
  });

  it("has all its values in Japanese too", () => {
    const names = (template: string): string[] => namesIn(template).sort();
    for (const [key, english] of Object.entries(englishSentences))
      expect([key, names(japaneseSentences[key as SentenceKey])]).toEqual([key, names(english)]);
  });

  it("is found again as what it is, and is no other one", () => {
    for (const [key, english] of Object.entries(englishSentences)) {
      const text = filled(english, Object.fromEntries(namesIn(english).map((name) => [name, `<${name}>`])));
      expect([key, readSentence(text)?.key]).toEqual([key, key]);
      expect(inJapanese(text)).toMatch(/[\p{sc=Hiragana}\p{sc=Katakana}]/u);
    }
  });

  it("is all that may be sent", () => {
    const made: Answer = { ok: false, why: sentence("noShell") };
    // @ts-expect-error A text of one's own is known to no window.
    const own: Answer = { ok: false, why: "Reopen it first." };
    expect([made, own].map((answer) => answer.ok || inJapanese(answer.why) !== answer.why)).toEqual([
      true,
      false,
    ]);
  });

  it("stays as it is where it is not its own", () => {
    for (const said of ["", "bash: no such file", "The shell has ended. Or has it?", "x".repeat(5000)]) {
      expect(inJapanese(said)).toBe(said);
    }
  });

  it("is read with whatever was put into it", () => {
    const value = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(value, value, (where, why) => {
        const read = readSentence(sentence("linkBroke", { where, why }));
        expect(read?.key).toBe("linkBroke");
        expect(sentence("linkBroke", read?.values as { where: string; why: string })).toBe(
          sentence("linkBroke", { where, why }),
        );
      }),
    );
  });
});
