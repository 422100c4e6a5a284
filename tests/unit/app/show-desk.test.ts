import { describe, expect, it } from "vitest";
import { id, type WindowId } from "#core/ids.ts";
import type { Answer, WindowKind } from "#core/protocol/messages.ts";
import type { ActionName, Press } from "#core/show/press.ts";
import { KEPT_MS } from "#core/show/seat.ts";
import { ShowDesk, type Visitor } from "#server/app/show-desk.ts";
import { fakeClock } from "../../support/fake-clock.ts";
import { madeState } from "../../support/made-show.ts";

const [one, two] = ["one", "two"].map((name) => id<"window">(name)) as [WindowId, WindowId];

/** A desk, and windows at it that note what they are to do. */
function made() {
  const clock = fakeClock();
  const desk = new ShowDesk(clock);
  const done: string[] = [];
  let answer: () => Promise<Answer> = () => Promise.resolve({ ok: true });
  const visitor = (name: string, kind: WindowKind): Visitor => ({
    window: id<"window">(name),
    kind,
    perform: (press) => {
      done.push(`${name} ${press.action}`);
      return answer();
    },
  });
  return { clock, desk, done, visitor, answers: (how: typeof answer) => (answer = how) };
}

let requests = 0;
function press(action: ActionName = "next", request = `r${++requests}`): Press {
  return { request: id<"request">(request), action, chord: "" };
}

describe("[P22] the state of the show", () => {
  it("is what the deck that leads told last", () => {
    const { desk, visitor } = made();
    desk.enter(visitor("one", "deck"));
    desk.tell(one, madeState(one, 1));
    desk.tell(one, madeState(one, 2, { slide: 3 }));
    expect(desk.state?.place.slide).toBe(3);
  });

  it("has gone on by the time that somebody comes", async () => {
    const { clock, desk, visitor } = made();
    desk.enter(visitor("one", "deck"));
    const step = id<"step">("slow");
    desk.tell(one, {
      ...madeState(one, 1),
      steps: { [step]: { by: "take", at: "running", forMs: 200 } },
      clock: { ranMs: 5000, runs: true },
    });
    await clock.pass(3000);
    expect(desk.state?.steps[step]).toEqual({ by: "take", at: "running", forMs: 3200 });
    expect(desk.state?.clock).toEqual({ ranMs: 8000, runs: true });
  });

  it("is not what comes late, comes again, or comes from another window", () => {
    const { desk, visitor } = made();
    const heard: number[] = [];
    desk.listen({ shown: ({ revision }) => heard.push(revision), drivingChanged: () => undefined });
    desk.enter(visitor("one", "deck"));
    desk.enter(visitor("two", "deck"));
    for (const revision of [2, 1, 2]) desk.tell(one, madeState(one, revision));
    desk.tell(two, madeState(two, 9));
    desk.tell(two, madeState(one, 10));
    expect(heard).toEqual([2]);
  });

  it("begins anew with the deck that takes over", () => {
    const { desk, visitor } = made();
    desk.enter(visitor("one", "deck"));
    desk.tell(one, madeState(one, 50));
    const second = visitor("two", "deck");
    desk.enter(second);
    expect(desk.takeOver(second)).toEqual({ ok: true });
    desk.tell(two, madeState(two, 1));
    desk.tell(one, madeState(one, 51));
    expect(desk.state).toMatchObject({ leader: two, revision: 1 });
  });
});

describe("[P24] a press", () => {
  it("is done by the deck that leads, once, and answered by it", async () => {
    const { desk, done, visitor } = made();
    desk.enter(visitor("one", "deck"));
    desk.enter(visitor("two", "deck"));
    const speaker = visitor("speaker", "speaker");
    desk.enter(speaker);
    const asked = press("rerun", "same");
    expect(await Promise.all([desk.press(speaker, asked), desk.press(speaker, asked)])).toEqual([
      { ok: true },
      { ok: true },
    ]);
    expect(done).toEqual(["one rerun"]);
  });

  it("that got no answer is said to be so, and not sent again", async () => {
    const { desk, done, visitor, answers } = made();
    answers(() => Promise.reject(new Error("timeout")));
    desk.enter(visitor("one", "deck"));
    const speaker = visitor("speaker", "speaker");
    const asked = press();
    expect(await desk.press(speaker, asked)).toMatchObject({ ok: false });
    expect(await desk.press(speaker, asked)).toMatchObject({ ok: false });
    expect(done).toHaveLength(1);
  });

  it("for which no deck is there is refused, and done when it is asked again with a deck there", async () => {
    const { desk, done, visitor } = made();
    const speaker = visitor("speaker", "speaker");
    const asked = press();
    expect(await desk.press(speaker, asked)).toMatchObject({ ok: false });
    desk.enter(visitor("one", "deck"));
    expect(await desk.press(speaker, asked)).toEqual({ ok: true });
    expect(done).toEqual(["one next"]);
  });

  it("comes from speaker windows and remotes only, not from a deck that watches", async () => {
    const { desk, done, visitor } = made();
    desk.enter(visitor("one", "deck"));
    const second = visitor("two", "deck");
    desk.enter(second);
    expect(await desk.press(second, press())).toMatchObject({ ok: false });
    expect(done).toEqual([]);
  });
});

describe("[P25] remotes", () => {
  it("press one at a time: another one asks for the hand first", async () => {
    const { desk, done, visitor } = made();
    desk.enter(visitor("deck", "deck"));
    const [phone, tablet] = [visitor("phone", "remote"), visitor("tablet", "remote")];
    desk.enter(phone);
    desk.enter(tablet);
    expect(await desk.press(tablet, press())).toMatchObject({ ok: false });
    desk.takeOver(tablet);
    expect(await desk.press(tablet, press())).toEqual({ ok: true });
    expect(await desk.press(phone, press())).toMatchObject({ ok: false });
    expect(done).toEqual(["deck next"]);
  });

  it.each(["takeKeyboard", "reopen", "acceptHost", "search", "language", "takeOver"] as const)(
    "cannot %s",
    async (action) => {
      const { desk, done, visitor } = made();
      desk.enter(visitor("deck", "deck"));
      const phone = visitor("phone", "remote");
      desk.enter(phone);
      expect(await desk.press(phone, press(action))).toMatchObject({ ok: false });
      expect(done).toEqual([]);
    },
  );
});

describe("[P23] the lead", () => {
  it("is given back to a deck that reloads, also where its old connection ends only later", async () => {
    const { clock, desk, visitor } = made();
    const old = desk.enter(visitor("one", "deck"));
    desk.enter(visitor("two", "deck"));
    desk.enter(visitor("one", "deck"));
    old.dispose();
    await clock.pass(2 * KEPT_MS);
    expect(desk.driving).toMatchObject({ lead: one, leadIsHere: true });
  });

  it("goes over in time when its deck stays away, and everybody is told", async () => {
    const { clock, desk, visitor } = made();
    const leads: (string | null)[] = [];
    const first = desk.enter(visitor("one", "deck"));
    desk.enter(visitor("two", "deck"));
    desk.listen({ shown: () => undefined, drivingChanged: ({ lead }) => leads.push(lead) });
    first.dispose();
    expect(desk.driving).toMatchObject({ lead: one, leadIsHere: false });
    await clock.pass(KEPT_MS);
    expect(desk.driving).toMatchObject({ lead: two, leadIsHere: true });
    expect(leads).toEqual([one, two]);
  });
});
