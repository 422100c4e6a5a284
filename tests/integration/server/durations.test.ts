import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { run, writeTake } from "../../support/made-take.ts";
import { makeTalk, openShow } from "../../support/set-up-show.ts";

it("only the presenter's own page knows how long the steps take", async () => {
  await using talk = await makeTalk({ "en.md": "# T\n\n```terminal\n$ make\n  id: apply\n```\n" });
  const take = join(talk.home, "state/takes/probe-20261123-101500");
  const manifest = await writeTake(
    take,
    [{ pane: "local", events: [[0, "$ "]] }],
    [run("apply", "local", [0, 100, 40_100], { lines: ["make"] })],
  );
  await writeFile(join(take, "take.json"), JSON.stringify({ ...manifest, talk: "probe" }));
  await using show = await openShow(talk);

  const entered = await fetch(show.presenterUrl, { redirect: "manual" });
  const cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? "";
  const page = `${show.url}/talks/probe/en.html`;
  const own = await (await fetch(page, { headers: { cookie } })).text();
  expect(own).toContain('"durations":{"apply":{"usualMs":40000,"worstMs":40000,"runs":1}}');
  expect(await (await fetch(page)).text()).not.toContain("usualMs");
});
