import { expect } from "vitest";
import type { LiveDeck } from "../support/live-deck.ts";

/** What the room sees of the cluster, a line for each machine and each unit, in alphabetical order. */
export interface MapSight {
  /** `web1 up`, `web2 lost` */
  readonly machines: readonly string[];
  /** `web1/demo_web.3 web:2 running`; without an image where its tile names none. */
  readonly units: readonly string[];
}

/** What the room sees of a slide with terminals. */
export interface Sight {
  /** Each pane's rows and where its cursor is. */
  readonly panes: Readonly<Record<string, string>>;
  /** Null on a slide without a map. */
  readonly map: MapSight | null;
}

/** Reads the map as it is drawn; what is just leaving it is not on it any more. */
export function mapSeen(deck: LiveDeck): Promise<MapSight | null> {
  return deck.page.evaluate(() => {
    const map = document.querySelector(".map.shown");
    if (!map) return null;
    const all = (what: string): HTMLElement[] => [
      ...map.querySelectorAll<HTMLElement>(`${what}:not(.gone, [hidden])`),
    ];
    const image = (tile: HTMLElement): string =>
      tile.classList.contains("no-image")
        ? ""
        : (tile.querySelector(".map-main > span")?.textContent ?? "no words");
    const line = (...words: (string | undefined)[]): string => words.filter(Boolean).join(" ");
    return {
      machines: all(".map-machine")
        .map(({ dataset }) => line(dataset.machine, dataset.state))
        .sort(),
      units: all(".map-tile")
        .map((tile) => line(tile.dataset.unit, image(tile), tile.dataset.state))
        .sort(),
    };
  });
}

/** The slide's panes, each when its prompt is back and nothing is written any more; the map as it is then. */
export async function sightOf(deck: LiveDeck): Promise<Sight> {
  const names = await panesShown(deck);
  const panes: Record<string, string> = {};
  for (const pane of names) panes[pane] = await pictureAtRest(deck, pane);
  return { panes, map: await mapSeen(deck) };
}

export async function panesShown(deck: LiveDeck): Promise<string[]> {
  const shown = deck.page.locator(".pane.shown");
  return (
    await shown.evaluateAll((panes) => panes.map((pane) => pane.getAttribute("data-pane") ?? ""))
  ).sort();
}

/** Both bundled talks have the pane's name as its prompt. */
async function pictureAtRest(deck: LiveDeck, pane: string): Promise<string> {
  const atPrompt = new RegExp(`(^|\\n)${pane}\\$\\ncursor in row \\d+ behind ${pane.length + 2} `);
  let last = "";
  await expect
    .poll(
      async () => {
        const before = last;
        last = await deck.picture(pane);
        return last === before ? last : "it is being written";
      },
      { timeout: 30_000, interval: 250 },
    )
    .toMatch(atPrompt);
  return last;
}
