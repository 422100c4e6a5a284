import { notNeeded } from "#core/doctor/finding.ts";
import { judgePlannedType } from "#core/doctor/planned-type.ts";
import type { Check } from "../check.ts";

/** Whether the last row will be able to read the terminals. */
export const check: Check = {
  name: "screen",
  title: { en: "Projector and type size", ja: "投影と文字の大きさ" },
  order: 115,
  withinMs: 1000,
  run: ({ loaded: { deck } }) =>
    Promise.resolve(
      deck.slides.some(({ scenes }) => scenes.length > 0)
        ? judgePlannedType(deck)
        : [notNeeded({ en: "The talk shows no terminal.", ja: "端末のない発表です。" })],
    ),
};
