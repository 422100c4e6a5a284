import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseTalk } from "#server/adapters/talks/load.ts";
import { keyTable, showChord } from "../../../slides/keys/table.ts";
import { english } from "../../../slides/ui/strings-en.ts";

const page = readFileSync(new URL("../../../docs/presenting.md", import.meta.url), "utf8");
const section = /^## Keys$([\s\S]*?)^## /m.exec(page)?.[1] ?? "";
const rows = [...section.matchAll(/^\| (`.*`) +\| (.*?) +\|$/gm)].map(([, keys = "", what = ""]) => ({
  keys: [...keys.matchAll(/`([^`]+)`/g)].map(([, key]) => key),
  what,
}));

describe("the page for presenters", () => {
  it("lists every key as the key table and the help overlay have it, in the same order", () => {
    expect(rows).toEqual(
      keyTable.map(({ chords, action }) => ({ keys: chords.map(showChord), what: english.actions[action] })),
    );
  });

  it("shows the settings of a replay as they are without being set", () => {
    const settings = /^```yaml\n([\s\S]*?)^```$/m.exec(page)?.[1] ?? "";
    const said = parseTalk(`---\n${settings}---\n\n# Talk\n`, "/talks/t/en.md");
    expect(said.problems).toEqual([]);
    expect(said.head.replay).toEqual(parseTalk("# Talk\n", "/talks/t/en.md").head.replay);
  });
});
