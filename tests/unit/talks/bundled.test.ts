import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Deck, Slide } from "#core/deck/model.ts";
import { kit } from "#server/adapters/site/kit.ts";
import { parseTalk } from "#server/adapters/talks/load.ts";
import { renderSlides } from "#server/adapters/talks/render.ts";

const units = join(kit.root, "assets/demo/units");

const talks = new Map(
  readdirSync(kit.talks).map((talk) => {
    const files = readdirSync(join(kit.talks, talk)).filter((file) => /^[a-z]{2}\.md$/.test(file));
    return [talk, files.map((file) => parsed(talk, file))];
  }),
);

function parsed(talk: string, file: string): Deck {
  const path = join(kit.talks, talk, file);
  return parseTalk(readFileSync(path, "utf8"), path);
}

/** What all languages of a talk have in common. */
function skeleton(deck: Deck): unknown {
  return {
    budgetMs: deck.head.budgetMs,
    targets: deck.targets,
    panes: deck.panes,
    cluster: deck.cluster,
    slides: deck.slides.map(({ attributes, budgetMs, layout, scenes, mapLine }) => ({
      slide: attributes.id,
      class: attributes.class,
      budgetMs,
      layout,
      hasMap: mapLine !== undefined,
      scenes: scenes.map((scene) => ({
        ...scene,
        line: "any",
        steps: scene.steps.map((step) => ({ ...step, line: "any" })),
      })),
    })),
  };
}

function plannedMs(slides: readonly Slide[]): number {
  return slides.reduce((sum, { budgetMs = 0 }) => sum + budgetMs, 0);
}

describe.each([...talks])("the talk %s", (_, decks) => {
  it("has nothing wrong in any language", () => {
    expect(decks.length).toBeGreaterThan(1);
    expect(decks.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it("has the same slides, steps, budgets and places in all languages", () => {
    const [first, ...others] = decks.map(skeleton);
    for (const other of others) expect(other).toEqual(first);
  });

  it("has notes and a budget on every slide, and the budgets are the talk's", () => {
    for (const { head, slides } of decks) {
      expect(
        slides.filter(({ notes, budgetMs }) => notes === "" || !budgetMs).map(({ line }) => line),
      ).toEqual([]);
      expect(plannedMs(slides)).toBe(head.budgetMs);
    }
  });

  it("lets whole lines appear, not a word in them: a comment is about the element just before it", () => {
    const html = decks.map((deck) => renderSlides(deck)).join("");
    expect(html).not.toMatch(/<(?:strong|em|code|a|kbd|wbr)\b[^>]*class="(?:fragment|small|large)/);
  });

  it("shows unit files as they are", () => {
    for (const [file, text] of shownUnits(decks)) {
      expect(readdirSync(units)).toContain(file);
      expect(text).toBe(readFileSync(join(units, file), "utf8").trimEnd());
    }
  });
});

/** A slide whose title begins with the name of a unit file shows that file. */
function shownUnits(decks: readonly Deck[]): [file: string, text: string][] {
  return decks.flatMap(({ slides }) =>
    slides.flatMap(({ title, markdown }) => {
      const file = /^[\w@-]+\.service/.exec(title)?.[0];
      const text = /^```ini[^\n]*\n([\s\S]*?)\n```$/m.exec(markdown)?.[1];
      return file === undefined ? [] : [[file, text ?? ""] as [string, string]];
    }),
  );
}

describe("coreos-docker", () => {
  const decks = talks.get("coreos-docker") ?? [];

  it("keeps to the time table of its outline", () => {
    /** Each part by its first slide, in seconds. */
    const parts = {
      title: 30,
      tldr: 30,
      "docker-gives": 90,
      coreos: 60,
      minimal: 240,
      technologies: 240,
      work: 540,
      demo: 270,
    };
    for (const { slides } of decks) {
      const starts = Object.keys(parts).map((name) =>
        slides.findIndex(({ attributes }) => attributes.id === name),
      );
      const seconds = starts.map((from, part) => plannedMs(slides.slice(from, starts[part + 1])) / 1000);
      expect(seconds).toEqual(Object.values(parts));
    }
  });

  it("shows all three unit files", () => {
    expect(new Set(shownUnits(decks).map(([file]) => file))).toEqual(new Set(readdirSync(units)));
  });
});

it.each(["coreos-docker", "swarm-scaling"])(
  "%s says in its notes from when to when a slide is to be shown",
  (talk) => {
    for (const { slides } of talks.get(talk) ?? []) {
      let atMs = 0;
      for (const { notes, budgetMs = 0 } of slides) {
        expect(notes.split("\n")[0]).toBe(`**${clock(atMs)}–${clock((atMs += budgetMs))}**`);
      }
    }
  },
);

it("swarm-scaling shows a part of the stack that it deploys", () => {
  const stack = readFileSync(join(kit.root, "assets/demo/swarm/stack.yml"), "utf8");
  for (const { slides } of talks.get("swarm-scaling") ?? []) {
    const shown = /^```yaml[^\n]*\n([\s\S]*?)\n```$/m.exec(slides[1]?.markdown ?? "")?.[1];
    expect(shown?.split("\n").length).toBeGreaterThan(10);
    expect(stack).toContain(shown);
  }
});

function clock(ms: number): string {
  return `${Math.floor(ms / 60_000)}:${String((ms / 1000) % 60).padStart(2, "0")}`;
}
