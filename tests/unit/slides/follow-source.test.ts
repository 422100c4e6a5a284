import { describe, expect, test } from "vitest";
import type { ShownStep } from "#core/show/state.ts";
import type { RecordedSource } from "../../../slides/sources/source.ts";
import { FollowSource } from "../../../slides/sources/follow/follow-source.ts";
import { FakeSource } from "../../e2e/ui/fake-source.ts";
import { fakeClock } from "../../support/fake-clock.ts";
import { pageOf, panes, steps } from "../../support/pane-page.ts";
import { textScreen } from "../../support/text-screen.ts";
import { ToldShow } from "../../support/told-show.ts";

const { one, two } = panes;
const { a, b } = steps;
const byTake = { [one]: { by: "take" } } as const;
const played = (step: Pick<ShownStep & { forMs: number }, "at" | "forMs">): ShownStep =>
  ({ by: "take", ...step }) as ShownStep;
const done: ShownStep = { by: "take", at: "done", status: 0, ms: 10 };

/** A take that notes where it is put. */
class FakeTake extends FakeSource {
  override place(place: { slide: number; shown: readonly string[] }): void {
    this.calls.push(`place ${place.slide} ${place.shown.join(",")}`);
  }
}

async function room({ live = true, loading }: { live?: boolean; loading?: Promise<RecordedSource> } = {}) {
  const page = { ...pageOf(), live };
  const clock = fakeClock();
  const feed = new ToldShow(() => clock.now());
  const take = new FakeTake(page, { kind: "recorded", greeting: { one: "\x1bctake> " } });
  take.timelines.set(one, { durationMs: 1, positionMs: 0, playing: false, steps: [] });
  const source = new FollowSource({ page, feed, loading: loading ?? Promise.resolve(take), clock });
  const screen = textScreen();
  source.show(one, screen);
  await clock.pass(1000);
  return { source, feed, take, screen, clock };
}

describe("a viewer's panes", () => {
  test("show what the shells print, and steps as the deck that leads sees them", async () => {
    const { source, feed, screen, take, clock } = await room();
    expect(screen.text).toBe("shell$ ");
    feed.tell({
      shown: [a],
      panes: { [one]: {} },
      steps: { [a]: { by: "shell", at: "running", forMs: 400 } },
    });
    await clock.pass(100);
    expect(source.step(a)).toEqual({ at: "running", since: 600 });
    expect(source.pane(one)).toEqual({ at: "open", marks: true, keyboard: false });
    expect(source.pane(two)).toEqual({ at: "closed" });
    expect(source.recording(one)).toBeNull();
    expect(take.calls).toEqual(["place 0 a"]);
  });

  test("run nothing, whatever key is pressed", async () => {
    const { source, feed } = await room();
    feed.tell({ shown: [a] });
    for (const ask of [source.next(), source.rerun(), source.keyboard(), source.clear(), source.reopen()]) {
      expect(await ask).toMatchObject({ ok: false });
    }
    expect(feed.sent).toEqual([]);
  });

  test("play the step in which the understudy steps in, from its start; back live they are the shell's again", async () => {
    const { source, feed, take, screen } = await room();
    feed.tell({ shown: [a], panes: { [one]: {} }, steps: { [a]: { by: "shell", at: "running", forMs: 9 } } });
    take.calls.length = 0;
    feed.tell({ shown: [a], panes: byTake, steps: { [a]: played({ at: "typing", forMs: 0 }) } });
    expect(take.calls).toEqual(["join a, typing since 1000"]);
    expect(screen.text).toBe("take> ");
    expect(source.recording(one)).toBe(take);
    expect(feed.screens.has(one)).toBe(false);
    feed.tell({ shown: [a], panes: { [one]: {} }, steps: { [a]: done } });
    expect(screen.text).toBe("shell$ ");
    expect(source.recording(one)).toBeNull();
  });

  test("join a step that has been on its way for a while, and no run twice", async () => {
    const { feed, take } = await room({ live: false });
    const tell = (at: "typing" | "running", forMs: number): void =>
      feed.tell({ shown: [a], panes: byTake, steps: { [a]: played({ at, forMs }) } });
    tell("running", 300);
    tell("running", 350);
    // Run again: it types once more.
    tell("typing", 0);
    tell("running", 0);
    expect(take.calls.filter((call) => call.startsWith("join"))).toEqual([
      "join a, running since 700",
      "join a, typing since 1000",
    ]);
  });

  test("finish what is finished early there, and only what plays here", async () => {
    const { feed, take } = await room({ live: false });
    feed.tell({ shown: [a], panes: byTake, steps: { [a]: played({ at: "typing", forMs: 0 }) } });
    take.calls.length = 0;
    feed.tell({ shown: [a], panes: byTake, steps: { [a]: done } });
    expect(take.calls).toEqual(["moveOn a"]);
    take.set(a, { at: "done", status: 0, ms: 10 });
    take.calls.length = 0;
    feed.tell({ shown: [a], panes: byTake, steps: { [a]: done } });
    expect(take.calls).toEqual([]);
  });

  test("begin to play before they are told the place, which would show the end of the step", async () => {
    const { feed, take } = await room({ live: false });
    feed.tell({ panes: byTake });
    take.calls.length = 0;
    feed.tell({ shown: [a], panes: byTake, steps: { [a]: played({ at: "typing", forMs: 0 }) } });
    expect(take.calls).toEqual(["join a, typing since 1000", "place 0 a"]);
  });

  test("stand where the presenter has moved the recording by hand", async () => {
    const { feed, take } = await room({ live: false });
    const sought = { [one]: { by: "take", soughtMs: 4200 } } as const;
    feed.tell({ shown: [a], panes: sought, steps: { [a]: done } });
    feed.tell({ shown: [a], panes: sought, steps: { [a]: done } });
    expect(take.calls).toEqual(["place 0 a", "seek one 4200"]);
  });

  test("show other slides while the viewer looks around, and come back to where the talk is by then", async () => {
    const { source, feed, take } = await room({ live: false });
    feed.tell({ slide: 1, panes: byTake });
    take.calls.length = 0;
    source.lookAround({ slide: 0, shown: [a, b] });
    feed.tell({ slide: 1, panes: byTake, steps: { [b]: played({ at: "running", forMs: 5 }) } });
    expect(take.calls).toEqual(["place 0 a,b"]);
    source.lookAround(null);
    expect(take.calls).toEqual(["place 0 a,b", "join b, running since 995", "place 1 "]);
    expect(feed.sent).toEqual([]);
  });

  test("stay as they are where the take cannot be had, and go on with the shells", async () => {
    const { source, feed, screen } = await room({ loading: Promise.reject(new Error("gone")) });
    feed.tell({ panes: byTake });
    expect(source.recording(one)).toBeNull();
    expect(screen.text).toBe("shell$ ");
  });

  test("say nothing of what only the presenter can mend", async () => {
    const { source, feed } = await room();
    feed.tell({ panes: { [one]: { at: "unknownHost" }, [two]: { at: "lost" } } });
    expect(source.pane(one)).toEqual({ at: "opening" });
    expect(source.pane(two)).toEqual({ at: "lost", why: "" });
  });
});
