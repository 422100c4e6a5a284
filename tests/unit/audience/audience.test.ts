import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { id } from "#core/ids.ts";
import { PROTOCOL_VERSION } from "#core/protocol/messages.ts";
import type { ShowState } from "#core/show/state.ts";
import { comparedScreen } from "../../support/compared-screen.ts";
import { makeAudience, MAIN, type MadeAudience, type MadeViewer } from "../../support/made-audience.ts";

/** A terminal that was fed all of it from the start. */
async function pictureOf(text: string) {
  const compared = comparedScreen(80, 24);
  await compared.write(text);
  return screenOf(compared);
}

/** The screen without its scrollback, of which viewers are given less. */
function screenOf(compared: ReturnType<typeof comparedScreen>) {
  const { cursor, active, type, modes } = compared.picture();
  const [x, y, , hidden] = cursor;
  return { x, y, hidden, type, modes, lines: active.slice(-24) };
}

async function drawnBy(viewer: MadeViewer) {
  return screenOf(await viewer.drawn());
}

const screenful = (name: string): string =>
  Array.from({ length: 40 }, (_, line) => `\x1b[3${line % 8}m${name} 黒子 ${line}\x1b[0m\r\n`).join("");

describe("the audience", () => {
  it("[P36] gathers output, and tells a room once however many are in it", async () => {
    const { shell, clock, come, hall, rest } = await makeAudience();
    const viewers = [come(), come(), come()];
    await rest();
    const before = hall.count("output");
    for (let line = 0; line < 100; line++) {
      shell().print(`line ${line}\r\n`);
      await clock.pass(10);
    }
    await rest();
    expect(hall.count("output") - before).toBeLessThanOrEqual(15);
    const expected = await pictureOf(Array.from({ length: 100 }, (_, line) => `line ${line}\r\n`).join(""));
    for (const viewer of viewers) expect(await drawnBy(viewer)).toEqual(expected);
  });

  it("[P36] tells at once what comes alone", async () => {
    const { shell, come, rest } = await makeAudience();
    const viewer = come();
    await rest();
    shell().print("x");
    expect(viewer.heard.at(-1)).toMatchObject(["output", { data: "x" }]);
  });

  it("[P37] shows a late-comer the exact screen, and goes on from there", async () => {
    const { shell, clock, come, rest } = await makeAudience();
    const text = `${screenful("before")}\x1b[?1049h\x1b[2;5H\x1b[1;44mvim\x1b[?25l\x1b[?2004h`;
    shell().print(text);
    await rest();
    const viewer = come();
    await clock.pass(100);
    expect(await drawnBy(viewer)).toEqual(await pictureOf(text));
    shell().print("\x1b[?1049l\x1b[?25hafter");
    await rest();
    expect(await drawnBy(viewer)).toEqual(await pictureOf(`${text}\x1b[?1049l\x1b[?25hafter`));
    expect(viewer.gaps).toBe(0);
  });

  it("[P37] draws one screen for all who come at the same moment", async () => {
    const { shell, clock, come, hall, rest } = await makeAudience();
    shell().print(screenful("x"));
    const first = come();
    await rest();
    const before = hall.count("screen");
    const viewers = Array.from({ length: 50 }, () => come());
    await clock.pass(100);
    expect(hall.count("screen") - before).toBe(1);
    for (const viewer of viewers) expect(viewer.count("screen")).toBe(1);
    expect(first.count("screen")).toBe(1);
  });

  it("[P37] gives who comes back only what is missing", async () => {
    const { shell, come, rest } = await makeAudience();
    const viewer = come();
    shell().print("one ");
    await rest();
    const { at } = viewer;
    viewer.viewer?.dispose();
    come();
    shell().print("two");
    await rest();
    const again = come(at);
    expect(again.heard).toEqual([["output", { pane: MAIN, ...at, data: "two" }]]);
  });

  it("[P37] loses and doubles nothing, whenever somebody comes and goes", async () => {
    const event = fc.oneof(
      fc.record({ do: fc.constant("print" as const), text: fc.string({ unit: "grapheme", maxLength: 200 }) }),
      fc.record({ do: fc.constant("come" as const) }),
      fc.record({ do: fc.constant("pass" as const), ms: fc.integer({ min: 0, max: 120 }) }),
      fc.record({ do: fc.constant("resize" as const), cols: fc.integer({ min: 20, max: 100 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
        const { shell, clock, come, stage, rest } = await makeAudience();
        const viewers = [come()];
        for (const one of events) {
          if (one.do === "print") shell().print(one.text.replaceAll("\x1b", "") + "\r\n");
          else if (one.do === "come") viewers.push(come());
          else if (one.do === "resize") stage.session(MAIN)?.resize({ cols: one.cols, rows: 24 });
          else await clock.pass(one.ms);
        }
        await rest();
        const watched: MadeViewer[] = [come(), ...viewers];
        await rest();
        const [newest, ...others] = await Promise.all(watched.map((viewer) => drawnBy(viewer)));
        for (const other of others) expect(other).toEqual(newest);
        for (const viewer of watched) expect(viewer.gaps).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it("[P38] shows screens in a flood, a few a second, and the exact one at its end", async () => {
    const { shell, clock, come, rest } = await makeAudience();
    const viewer = come();
    await rest();
    const before = viewer.heard.length;
    const flood = screenful("flood").repeat(20);
    for (let piece = 0; piece < 200; piece++) {
      shell().print(flood);
      await clock.pass(10);
    }
    const duringFlood = viewer.heard.length - before;
    expect(duringFlood).toBeLessThan(14);
    expect(viewer.count("screen")).toBeGreaterThan(4);
    shell().print("\r\nthe end");
    await rest();
    expect(await drawnBy(viewer)).toEqual(await pictureOf(`${flood.repeat(2)}\r\nthe end`));
    shell().print(" and on");
    await rest();
    expect(viewer.heard.at(-1)).toMatchObject(["output", { data: " and on" }]);
  });

  it("[P38] shows a late-comer the screen in the middle of a flood", async () => {
    const { shell, clock, come } = await makeAudience();
    come();
    for (let piece = 0; piece < 100; piece++) {
      shell().print(screenful(`flood ${piece}`).repeat(20));
      await clock.pass(10);
    }
    const viewer = come();
    for (let piece = 0; piece < 20; piece++) {
      shell().print(screenful(`flood ${piece}`).repeat(20));
      await clock.pass(10);
    }
    expect(viewer.count("screen")).toBeGreaterThan(0);
  });

  it("[P39] takes a slow viewer out of the room, shows it screens, and lets it come back", async () => {
    const { shell, clock, come, rest } = await makeAudience();
    const slow = come();
    const quick = come();
    await rest();
    slow.unsentBytes = 1024 * 1024;
    await rest();
    const heard = slow.heard.length;
    for (let line = 0; line < 50; line++) {
      shell().print(`line ${line}\r\n`);
      await clock.pass(100);
    }
    expect(slow.heard.length).toBe(heard);
    expect(quick.count("output")).toBeGreaterThan(20);

    slow.unsentBytes = 0;
    await clock.pass(500);
    const expected = await pictureOf(Array.from({ length: 50 }, (_, line) => `line ${line}\r\n`).join(""));
    expect(await drawnBy(slow)).toEqual(expected);
    await rest();
    await rest();
    shell().print("x");
    await rest();
    expect(slow.heard.at(-1)).toMatchObject(["output", { data: "x" }]);
    expect(slow.gaps).toBe(0);
  });

  it("[P39] sends a slow viewer no screen that it has already", async () => {
    const { shell, clock, come, rest } = await makeAudience();
    const slow = come();
    shell().print("x");
    await rest();
    slow.unsentBytes = 1024 * 1024;
    shell().print("y");
    await rest();
    slow.unsentBytes = 0;
    const before = slow.count("screen");
    await clock.pass(900);
    expect(slow.count("screen") - before).toBe(1);
  });

  it("[P7] shows the new shell's screen to everybody", async () => {
    const { shell, come, stage, rest } = await makeAudience();
    const viewer = come();
    shell().print("old");
    await rest();
    await stage.session(MAIN)?.reopen();
    shell().print("new");
    await rest();
    expect(await drawnBy(viewer)).toEqual(await pictureOf("new"));
  });

  it("[P35] never starts a shell", async () => {
    const { come, shells, stage, rest } = await makeAudience();
    const viewer = come();
    viewer.viewer?.follow({ pane: id<"pane">("nowhere"), have: null });
    await rest();
    expect(shells.length).toBe(1);
    expect(stage.view.panes[id<"pane">("nowhere")]).toBeUndefined();
  });

  it("forgets who left, and holds up no flood for nobody", async () => {
    const { come, counts, stage, hall, clock, rest } = await makeAudience();
    const viewers = [come(), come()];
    await rest();
    expect(stage.session(MAIN)?.watchers.someFollow).toBe(true);
    for (const { viewer } of viewers) viewer?.dispose();
    expect([...hall.members.values()].filter((members) => members.size > 0).length).toBeLessThanOrEqual(1);
    await rest();
    expect(counts).toEqual([2, 0]);
    expect(clock.timers).toBe(0);
  });
});

describe("what viewers are told of the show", () => {
  const show: ShowState = {
    leader: id<"window">("deck"),
    revision: 1,
    language: "en",
    place: { slide: 2, fragment: -1, shown: [], black: false },
    panes: {
      [MAIN]: { by: "shell", at: "unknownHost", keyboard: false, asks: { kind: "lost" } },
    },
    steps: {},
    next: { will: "end" },
    clock: { ranMs: 0, runs: false },
    notice: { nth: 1, pane: MAIN, says: "There is no recording of this step." },
  };

  it("[P40] leaves out what only the presenter is asked", async () => {
    const made: MadeAudience = await makeAudience();
    const viewer = made.come();
    made.tellShow(show);
    expect(viewer.heard.at(-1)).toMatchObject(["show", { revision: 1, place: { slide: 2 } }]);
    expect(viewer.heard.at(-1)).toMatchObject(["show", { panes: { [MAIN]: { at: "opening", asks: null } } }]);
    const welcome = made.come().viewer?.hello({ protocol: PROTOCOL_VERSION });
    expect(welcome).toMatchObject({ ok: true, run: "run", show: { panes: { [MAIN]: { asks: null } } } });
    expect(JSON.stringify([viewer.heard, welcome])).not.toContain("no recording");
  });
});

describe("what viewers say", () => {
  it("[P42] gathers reactions to two messages a second", async () => {
    const { come, rest } = await makeAudience();
    const viewers = [come(), come(), come()];
    for (const { viewer } of viewers) viewer?.react("👏");
    await rest();
    const [viewer] = viewers;
    expect(viewer?.heard.filter(([name]) => name === "reactions")).toEqual([["reactions", { "👏": 3 }]]);
  });

  it("[P43] takes only so many from one viewer", async () => {
    const { come, voice, rest } = await makeAudience();
    const { viewer, heard } = come();
    for (let time = 0; time < 100; time++) viewer?.react("🎉");
    await rest();
    expect(heard.at(-1)).toEqual(["reactions", { "🎉": 4 }]);
    const answers = Array.from({ length: 4 }, (_, n) => viewer?.question(`why ${n}?`));
    expect(answers.map((answer) => answer?.ok)).toEqual([true, true, false, false]);
    expect(voice.heard.questions.map(({ text }) => text)).toEqual(["why 0?", "why 1?"]);
  });

  it("[P43] keeps questions as plain text until they are put away", async () => {
    const { come, voice } = await makeAudience();
    const { viewer } = come();
    expect(viewer?.question("\x1b[31m<b>なぜ\u202e?\r\n")).toEqual({ ok: true });
    expect(viewer?.question(" \n ")).toEqual({ ok: false, why: "empty" });
    expect(voice.heard.questions).toEqual([{ number: 1, text: "[31m<b>なぜ ?" }]);
    voice.putAway(1);
    expect(voice.heard.questions).toEqual([]);
  });

  it("[P42] is not heard where the presenter does not allow it", async () => {
    const { come, voice, rest } = await makeAudience();
    const viewer = come();
    voice.allow({ reactions: false, questions: false });
    expect(viewer.heard.at(-1)).toEqual(["allows", { reactions: false, questions: false }]);
    viewer.viewer?.react("👏");
    await rest();
    expect(viewer.count("reactions")).toBe(0);
    expect(viewer.viewer?.question("?")).toEqual({ ok: false, why: "notAsked" });
  });
});
