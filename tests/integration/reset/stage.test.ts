import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { id } from "#core/ids.ts";
import { openLiveTalk, type LiveTalk } from "../../support/live-talk.ts";

let talk: LiveTalk | undefined;
afterEach(async () => {
  await talk?.close();
  talk = undefined;
});

function openTalk(reset: string): Promise<LiveTalk> {
  return openLiveTalk(`---
targets:
  here: { kind: local, shell: bash }
panes:
  main: { target: here, size: 80x24 }
secrets: { patterns: ["pw-[a-z]+"] }
${reset}
---

# One

\`\`\`terminal main
$ X=kept; touch left-over
  id: one
  typing: off

$ sleep 60
  id: long
  typing: off

$ echo "X is $X."
  id: look
  typing: off
\`\`\`
`);
}

async function opened(reset: string): Promise<LiveTalk> {
  talk = await openTalk(reset);
  await talk.open("main");
  return talk;
}

const over = (live: LiveTalk): boolean => ["done", "failed"].includes(live.resets.at(-1)?.at ?? "");

describe("the demo's reset on a live stage", () => {
  it("[P60] runs what the talk says; then no step has run, and shells are fresh, also where one was busy", async () => {
    const live = await opened("reset: rm left-over");
    await live.next("one");
    await live.settled("one");
    await live.next("long");
    await live.until(
      () => live.steps.some(({ step, state }) => step === "long" && state.at === "running"),
      "long",
    );
    expect(await live.ask({ do: "reset" })).toEqual({ ok: true });
    await live.until(() => over(live), "the reset");
    expect(live.resets.map(({ at }) => at)).toEqual(["running", "running", "done"]);
    expect(existsSync(join(live.folder, "left-over"))).toBe(false);
    expect(live.window.view.steps).toEqual({});
    expect(live.window.view.reset).toMatchObject({
      lines: [{ where: "local", line: "rm left-over" }],
      state: { at: "done" },
    });
    expect(live.pane("main")).toMatchObject({ at: "open" });
    expect(await live.next("look")).toEqual({ ok: true });
    await live.until(
      () => live.printed("main").includes("X is ."),
      "a shell that knows nothing of the one before",
    );
  });

  it("[P60] refuses steps while it runs, is not begun twice, and says why it failed", async () => {
    const live = await opened("reset: sleep 0.5; echo pw-hidden gone; exit 3");
    const [first, second, step] = await Promise.all([
      live.ask({ do: "reset" }),
      live.ask({ do: "reset" }),
      live.next("one"),
    ]);
    expect(first).toEqual({ ok: true });
    for (const refused of [second, step]) expect(refused).toMatchObject({ ok: false });
    await live.until(() => over(live), "the reset");
    expect(live.resets.at(-1)).toMatchObject({ at: "failed", why: "It ended with status 3." });
    expect(JSON.stringify(live.resets)).not.toContain("pw-hidden");
    expect(live.window.view.reset.lines[0]?.line).not.toContain("pw-hidden");
    expect(await live.next("one")).toEqual({ ok: true });
  });

  it("is refused where the talk has none", async () => {
    const live = await opened("");
    expect(await live.ask({ do: "reset" })).toMatchObject({
      ok: false,
      why: expect.stringContaining('write "reset"') as string,
    });
    expect(live.pane("main")).toMatchObject({ at: "open" });
  });

  it("starts the background steps of the place again", async () => {
    talk = await openLiveTalk(`---
reset: rm -f count
panes: { main: local }
---

# One

---

\`\`\`terminal main
$ echo x >> count
  id: early
  background: start
\`\`\`
`);
    await talk.ask({ do: "arrive", slide: 0 });
    await talk.settled("early");
    await talk.ask({ do: "reset" });
    const live = talk;
    await live.until(() => over(live), "the reset");
    await live.until(
      () => live.steps.filter(({ step, state }) => step === id("early") && state.at === "done").length === 2,
      "the step to run again",
    );
  });
});
