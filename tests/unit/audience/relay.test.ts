import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { id } from "#core/ids.ts";
import { PROTOCOL_VERSION } from "#core/protocol/messages.ts";
import { createHeadlessScreen } from "#server/adapters/screens/headless.ts";
import type { Hall } from "#server/app/audience-source.ts";
import { Audience } from "#server/app/audience.ts";
import { RelayAudience } from "#server/app/relay-audience.ts";
import { RelayPost } from "#server/app/relay-post.ts";
import { RelayVoice } from "#server/app/relay-voice.ts";
import { MAIN, MadeHall, MadeViewer, makeAudience, type MadeAudience } from "../../support/made-audience.ts";
import { MadeWires } from "../../support/made-wire.ts";

interface MadeRelay {
  readonly come: () => MadeViewer;
}

interface Made extends MadeAudience {
  readonly wires: MadeWires;
  readonly relays: readonly MadeRelay[];
}

/** A stage with a made shell, its audience, and two relays at a made wire. */
async function makeRelays(): Promise<Made> {
  const wires = new MadeWires();
  let posted: Hall | null = null;
  const made = await makeAudience(200, (room, name, message) => posted?.tell(room, name, message));
  const { clock, voice, audience } = made;
  const post = new RelayPost({ wire: wires.end(), clock, voice, panes: () => [MAIN] });
  posted = post.hall;
  post.join(audience);
  const relays = ["one", "two"].map((name): MadeRelay => {
    const wire = wires.end();
    const relayVoice = new RelayVoice(wire, clock);
    const hall = new MadeHall();
    const source = new RelayAudience({
      relay: id<"relay">(name),
      wire,
      clock,
      createScreen: createHeadlessScreen,
      voice: relayVoice,
      panes: new Set([MAIN]),
    });
    const counted = (people: number): void => source.count(people);
    const crowd = new Audience({ source, hall, clock, voice: relayVoice, gatherMs: 0, counted });
    return {
      come: () => {
        const window = new MadeViewer(hall);
        const viewer = crowd.enter(window);
        window.viewer = viewer;
        viewer.hello({ protocol: PROTOCOL_VERSION });
        viewer.follow({ pane: MAIN, have: null });
        return window;
      },
    };
  });
  await made.rest();
  return { ...made, wires, relays };
}

async function screenOf(viewer: MadeViewer): Promise<readonly string[]> {
  return (await viewer.drawn()).picture().active.slice(-24);
}

describe("relays", () => {
  it("[P44] are told everything once, however many they are", async () => {
    const { shell, relays, wires, rest } = await makeRelays();
    const viewers = relays.flatMap(({ come }) => [come(), come()]);
    await rest();
    const before = wires.said.length;
    shell().print("once");
    await rest();
    const outputs = wires.said.slice(before).filter(({ name }) => name === "output");
    expect(outputs).toHaveLength(1);
    for (const viewer of viewers) expect((await screenOf(viewer))[0]).toContain("once");
  });

  it("[P45] give a late-comer the screen without asking the stage", async () => {
    const { shell, relays, wires, rest, come } = await makeRelays();
    shell().print("\x1b[?1049h\x1b[3;3Hfull screen");
    await rest();
    const before = wires.said.length;
    const late = relays[0]?.come();
    const here = come();
    await rest();
    expect(wires.said.slice(before).filter(({ name }) => name !== "viewers")).toEqual([]);
    expect(late && (await screenOf(late))).toEqual(await screenOf(here));
    expect((await late?.drawn())?.picture().type).toBe("alternate");
  });

  it("[P47] make up for whatever was lost on the wire", async () => {
    const event = fc.oneof(
      fc.record({ do: fc.constant("print" as const), text: fc.string({ maxLength: 60 }) }),
      fc.record({ do: fc.constant("lose" as const), count: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ do: fc.constant("away" as const) }),
      fc.record({ do: fc.constant("back" as const) }),
      fc.record({ do: fc.constant("pass" as const), ms: fc.integer({ min: 0, max: 1500 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 15 }), async (events) => {
        const { shell, clock, relays, wires, rest, come } = await makeRelays();
        const viewers = [come(), ...relays.map((relay) => relay.come())];
        for (const one of events) {
          if (one.do === "print") shell().print(`${one.text}\r\n`);
          else if (one.do === "lose") wires.losing = one.count;
          else if (one.do === "away") wires.away = true;
          else if (one.do === "back") wires.comeBack();
          else await clock.pass(one.ms);
        }
        wires.losing = 0;
        wires.comeBack();
        await clock.pass(60_000);
        shell().print("the end");
        await rest();
        await rest();
        const [here, ...there] = await Promise.all(viewers.map(screenOf));
        for (const screen of there) expect(screen).toEqual(here);
      }),
      { numRuns: 25 },
    );
  });

  it("[P44] are counted until they fall silent", async () => {
    const { relays, counts, clock, wires } = await makeRelays();
    for (const { come } of relays) come();
    await clock.pass(3000);
    expect(counts.at(-1)).toBe(2);
    wires.away = true;
    await clock.pass(8000);
    expect(counts.at(-1)).toBe(0);
  });

  it("[P42] bring up what their viewers say, as far as it is allowed", async () => {
    const { relays, voice, clock } = await makeRelays();
    const viewers = relays.map(({ come }) => come());
    for (const { viewer } of viewers) viewer?.react("👏");
    expect(viewers[0]?.viewer?.question("from afar?")).toEqual({ ok: true });
    await clock.pass(2000);
    expect(voice.heard.questions).toEqual([{ number: 1, text: "from afar?" }]);
    for (const { heard } of viewers) expect(heard).toContainEqual(["reactions", { "👏": 2 }]);
    voice.allow({ reactions: false, questions: false });
    expect(viewers[0]?.viewer?.question("again?")).toEqual({ ok: false, why: "notAsked" });
  });
});
