import { expect, it } from "vitest";
import { id } from "#core/ids.ts";
import { Noticing } from "../../../slides/speaker/noticing.ts";
import { madeState } from "../../support/made-show.ts";

it("a notice is told once; an old one, and one of a deck that was loaded again, not at all", () => {
  const notice = (nth: number) => ({ nth, pane: id<"pane">("main"), says: "No." });
  const noticing = new Noticing();
  const state = madeState(id("deck"), 1);
  const told = [notice(3), notice(3), notice(4), notice(4), undefined, notice(1), notice(1)].map((one) =>
    noticing.news(one ? { ...state, notice: one } : state),
  );
  expect(told.map((one) => one?.nth)).toEqual([undefined, undefined, 4, undefined, undefined, 1, undefined]);
});
