import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { id } from "#core/ids.ts";
import type { ShowState } from "#core/show/state.ts";
import type { Show } from "#server/main.ts";
import { RawViewer } from "../../support/audience-server.ts";
import { eventually } from "../../support/eventually.ts";
import { RawWindow } from "../../support/raw-window.ts";
import { makeTalk, openShow, type TestTalk } from "../../support/set-up-show.ts";

const TALK = `---
title: For a room
targets:
  here: { kind: local, shell: bash, env: { PS1: "> " } }
panes:
  main: { target: here, size: 80x24 }
---

\`\`\`terminal main
$ echo "for $((40 + 2)) people"
  id: greet
  typing: off
\`\`\`
`;

/** A live show whose other side is open to viewers. */
describe("a show with a room", () => {
  let talk: TestTalk;
  let show: Show & AsyncDisposable;
  let window: RawWindow;
  const url = (): string => show.outsideUrl ?? "";

  beforeAll(async () => {
    talk = await makeTalk({ "en.md": TALK });
    show = await openShow(talk, {
      mode: "live",
      outside: { host: "127.0.0.1", port: 0, viewers: true, remotes: false },
      room: { reactions: false, questions: true },
      log: { building: () => undefined, trouble: () => undefined },
    });
    window = await RawWindow.admitted(show);
    await window.hello();
    window.socket.emit("open", { pane: id<"pane">("main"), size: { cols: 80, rows: 24 }, have: null });
  });

  afterAll(async () => {
    window.close();
    await show[Symbol.asyncDispose]();
    await talk[Symbol.asyncDispose]();
  });

  const admitted = async (): Promise<RawViewer> => {
    const viewer = new RawViewer(url());
    await eventually(() => viewer.socket.connected);
    return viewer;
  };

  it("[P36] shows viewers what the presenter's step prints", async () => {
    using viewer = await admitted();
    viewer.follow("main");
    await eventually(() => viewer.count("screen") > 0);
    await window.socket.emitWithAck("ask", {
      request: id<"request">("r1"),
      action: { do: "next", step: id<"step">("greet") },
    });
    await eventually(() => viewer.text.includes("for 42 people"));
  });

  it("[P40] tells viewers what the leading deck tells, and tells the deck how many they are", async () => {
    using viewer = await admitted();
    using other = await admitted();
    expect(await viewer.hello()).toMatchObject({ ok: true, show: null, allows: { questions: true } });
    await eventually(() => window.driving?.viewers === 2);
    window.socket.emit("tell", told(window, 3));
    await eventually(() => viewer.count("show") === 1);
    expect(viewer.heard.at(-1)).toMatchObject(["show", { place: { slide: 3 } }]);
    expect(await other.hello()).toMatchObject({ ok: true, show: { place: { slide: 3 } } });
    other[Symbol.dispose]();
    await eventually(() => window.driving?.viewers === 1);
  });

  it("[P42] brings reactions and questions to the presenter, as far as they are allowed", async () => {
    using viewer = await admitted();
    await viewer.hello();
    expect(await viewer.socket.emitWithAck("question", "How many?")).toEqual({ ok: true });
    await eventually(() => newest(window)?.questions[0]?.text === "How many?");
    await window.socket.emitWithAck("putAway", newest(window)?.questions[0]?.number ?? 0);
    await eventually(() => newest(window)?.questions.length === 0);

    viewer.socket.emit("react", "👏");
    await window.socket.emitWithAck("allow", { reactions: true, questions: false });
    await eventually(() => viewer.count("allows") > 0);
    viewer.socket.emit("react", "🎉");
    await eventually(() => window.heard.some(([name]) => name === "reactions"));
    expect(window.heard.find(([name]) => name === "reactions")).toEqual(["reactions", { "🎉": 1 }]);
    await eventually(() => viewer.count("reactions") > 0);
    expect(await viewer.socket.emitWithAck("question", "?")).toEqual({ ok: false, why: "notAsked" });
  });

  it("[P35] keeps viewers away from the presenter's side", async () => {
    using viewer = new RawViewer(show.url);
    await eventually(() => viewer.refused);
  });
});

function newest(window: RawWindow) {
  const found = window.heard.findLast(([name]) => name === "room");
  return found?.[0] === "room" ? found[1] : undefined;
}

function told({ name }: RawWindow, slide: number): ShowState {
  return {
    leader: name,
    revision: 1,
    language: "en",
    place: { slide, fragment: -1, shown: [], black: false },
    panes: {},
    steps: {},
    next: { will: "end" },
    clock: { ranMs: 0, runs: false },
  };
}
