import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../support/set-up-browser.ts";
import { cluster, crowd, demo, machine, unit } from "./map/made-cluster.ts";
import { MapDeck, phone, projector, slides } from "./map/map-deck.ts";
import { serveUi, type UiServer } from "./support/ui-page.ts";

let server: UiServer;
let browser: Browser;
let deck: MapDeck;

beforeAll(async () => {
  const talk = serveUi("tests/e2e/map/talk/en.md", "tests/e2e/map/entry.ts");
  [server, browser] = await Promise.all([talk, openBrowser()]);
});
afterEach(() => deck.close());
afterAll(async () => {
  await browser.close();
  await server.close();
});

const web2 = '.map-machine[data-machine="web2"]';
const old = unit("web@9999.service", "web2", "running", "web:2");
const moved = unit("web@9999.service", "web1", "starting", "web:2");
const tile = (of: { readonly id: string }): string => `.map-tile[data-unit="${of.id}"]`;

function inside(
  inner: { x: number; y: number; width: number; height: number },
  outer: typeof inner,
): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

describe("the map on a slide", () => {
  it("says of each machine its name, role and address, and of each unit what runs, its name and state", async () => {
    deck = await MapDeck.open(browser, server);
    await deck.seek(demo);
    expect((await deck.text(web2)).split(/\s+/)).toEqual(["web2", "web", "10.0.0.12"]);
    expect((await deck.text(tile(old))).split(/\s+/)).toEqual(["web:2", "running", "web@9999"]);
    expect(inside(await deck.box(tile(old)), await deck.box(web2))).toBe(true);
    expect(await deck.text(".map-bar")).toMatch(/Cluster\s+3 machines\s+5\s*running\s+live/);
  });

  it("is as wide as its slot, beside, below and without a pane", async () => {
    deck = await MapDeck.open(browser, server);
    for (const slide of [slides.beside, slides.alone, slides.below]) {
      await deck.page.evaluate((to) => (location.hash = `#/${to}`), slide);
      await deck.page.waitForFunction(
        (to) => document.querySelector(`section.present[data-slide="${to}"]`),
        slide,
      );
      await deck.seek(demo);
      const slot = await deck.box(".present .map-slot");
      const map = await deck.box(".map");
      for (const side of ["x", "y", "width", "height"] as const)
        expect(Math.abs(map[side] - slot[side])).toBeLessThan(2);
    }
  });

  it("is not loaded by slides without one", async () => {
    deck = await MapDeck.open(browser, server, { slide: slides.none });
    expect(await deck.page.locator(".map").count()).toBe(0);
  });

  it("gives each state of a unit and a machine a shape and a word of its own", async () => {
    deck = await MapDeck.open(browser, server, { slide: slides.alone });
    const states = ["waiting", "starting", "running", "stopping", "stopped", "failed"] as const;
    const machineStates = ["creating", "starting", "up", "lost", "leaving"] as const;
    await deck.seek(
      cluster(
        [...machineStates.map((state, index) => machine(`web${index + 1}`, state))],
        states.map((state) => unit(`${state}.service`, "web3", state)),
      ),
    );
    const looks = await deck.page.evaluate(() =>
      [...document.querySelectorAll(".map-tile > .map-shape, .map-machine .map-shape")].map((shape) => {
        const { clipPath, borderRadius, borderStyle, backgroundColor } = getComputedStyle(shape);
        return `${clipPath} ${borderRadius} ${borderStyle} ${backgroundColor === "rgba(0, 0, 0, 0)" ? "hollow" : "filled"}`;
      }),
    );
    // A machine that is up has none; starting and not being so have one for units and machines.
    const [machines, units] = [looks.slice(0, 5), looks.slice(5)];
    expect(new Set(units).size).toBe(states.length);
    expect(new Set(machines).size).toBe(machineStates.length);
    for (const state of states) {
      await expect.poll(() => deck.text(`.map-tile[data-state="${state}"]`)).toContain(state);
    }
    for (const [index, word] of ["creating", "starting", "", "lost", "leaving"].entries()) {
      expect(await deck.text(`.map-machine[data-machine="web${index + 1}"]`)).toContain(word);
    }
  });

  it("says why it is empty", async () => {
    deck = await MapDeck.open(browser, server);
    await deck.seek({ ...cluster([]), contact: { at: "none" } });
    expect(await deck.text(".map-notice")).toBe("Nothing has been heard of the cluster yet.");
    await deck.seek(cluster([]));
    expect(await deck.text(".map-notice")).toContain("There are no machines yet.");
    await deck.seek({ ...cluster([]), contact: { at: "absent" } });
    expect(await deck.text(".map-notice")).toContain("There is no cluster yet.");
    const why = "No answer from fleet on lb. Is it running?";
    await deck.seek({ ...cluster([]), contact: { at: "silent", lastHeard: null, why } });
    expect(await deck.text(".map-notice")).toBe(why);
    await deck.close();
    deck = await MapDeck.open(browser, server, { query: "?nothing" });
    await deck.shown();
    expect(await deck.text(".map-notice")).toContain("There is no cluster to show");
  });

  it("keeps what was heard last, and says how long ago that was", async () => {
    deck = await MapDeck.open(browser, server);
    const why = "The fleet socket on lb does not answer.";
    await deck.seek({ ...demo, contact: { at: "silent", lastHeard: Date.now() - 12_000, why } });
    expect(await deck.page.locator(".map-tile").count()).toBe(5);
    expect(await deck.text(".map-heard")).toMatch(/last heard \d+ s ago/);
    expect(await deck.text(".map-notice")).toBe(why);
    const said = await deck.text(".map-heard");
    await expect.poll(() => deck.text(".map-heard"), { timeout: 5000 }).not.toBe(said);
    await deck.change({ to: "contact", contact: { at: "heard" } });
    expect(await deck.page.locator(".map-heard").innerText()).toBe("");
  });

  it("says that it is recorded as panes do", async () => {
    deck = await MapDeck.open(browser, server, { query: "?recorded" });
    await deck.seek(demo);
    const look = (of: string) =>
      deck.page.locator(`${of} .pane-source b`).evaluate((mark) => {
        const { backgroundColor, color } = getComputedStyle(mark);
        return [mark.textContent, backgroundColor, color];
      });
    await deck.page.waitForSelector(".pane.shown .pane-source[data-kind=recorded]");
    expect(await look(".map")).toEqual(await look(".pane"));
  });

  it("is told in words, and its news are said aloud", async () => {
    deck = await MapDeck.open(browser, server);
    await deck.seek(demo);
    const drawing = deck.page.getByRole("img", { name: /3 machines, 5 units\. lb: lb:1 running/ });
    expect(await drawing.count()).toBe(1);
    await deck.change({ to: "machine", machine: machine("web2", "lost") });
    const spoken = (): Promise<string | null> => deck.page.locator(".map [role=status]").textContent();
    await expect.poll(spoken, { timeout: 10_000 }).toContain("web2: lost");
  });

  it("is part of the overview", async () => {
    deck = await MapDeck.open(browser, server);
    await deck.seek(demo);
    await deck.page.keyboard.press("o");
    await deck.page.waitForFunction(() => document.querySelector(".map-slot .map"));
    const [map, slot] = [await deck.box(".map"), await deck.box(".present .map-slot")];
    for (const side of ["x", "y", "width", "height"] as const)
      expect(Math.abs(map[side] - slot[side])).toBeLessThan(1);
    expect(await deck.text(".map-bar")).toContain("3 machines");
    expect(inside(await deck.box(tile(old)), await deck.box(web2))).toBe(true);
    expect(await deck.page.locator(".slides section .map section").count()).toBe(0);
    await deck.page.keyboard.press("o");
    await deck.page.waitForFunction(() => document.querySelector(".map-layer > .map"));
  });
});

describe("what moves on the map", () => {
  it("a unit flies from one machine to the other, seen all the way", async () => {
    deck = await MapDeck.open(browser, server);
    await deck.seek(demo);
    const from = await deck.box(tile(old));
    await deck.change({ to: "unitGone", id: old.id }, { to: "unit", unit: moved });
    await deck.freeze(0);
    const start = await deck.box(tile(moved));
    expect(Math.abs(start.x - from.x) + Math.abs(start.y - from.y)).toBeLessThan(3);
    await deck.freeze(450);
    const middle = await deck.box(tile(moved));
    await deck.settle();
    const end = await deck.box(tile(moved));
    expect(middle.x).toBeLessThan(start.x - 50);
    expect(middle.x).toBeGreaterThan(end.x + 50);
    expect(inside(end, await deck.box('.map-machine[data-machine="web1"]'))).toBe(true);
    expect(await deck.page.locator(tile(old)).count()).toBe(0);
  });

  it("a unit waits where none has a machine, and comes from there", async () => {
    deck = await MapDeck.open(browser, server);
    await deck.seek(demo);
    const waiting = unit("web@7777.service", null, "waiting", "web:1");
    await deck.change({ to: "unit", unit: waiting });
    await deck.settle();
    const from = await deck.box(tile(waiting));
    expect(inside(from, await deck.box(".map-shelf"))).toBe(true);
    const placed = unit("web@7777.service", "web2", "starting", "web:1");
    await deck.change({ to: "unitGone", id: waiting.id }, { to: "unit", unit: placed });
    await deck.freeze(0);
    expect(Math.abs((await deck.box(tile(placed))).y - from.y)).toBeLessThan(3);
  });

  it("machines appear and leave without the others being covered", async () => {
    deck = await MapDeck.open(browser, server);
    await deck.seek(demo);
    await deck.change({ to: "machine", machine: machine("web3", "creating") });
    await deck.settle();
    expect(await deck.page.locator(".map-machine").count()).toBe(4);
    await deck.change({ to: "machineGone", id: machine("web3").id });
    await deck.settle();
    await expect.poll(() => deck.page.locator(".map-machine").count()).toBe(3);
    expect(inside(await deck.box(tile(old)), await deck.box(web2))).toBe(true);
  });

  it("a request runs as light from the load balancer to the unit that answered", async () => {
    deck = await MapDeck.open(browser, server);
    await deck.seek(demo);
    await deck.change({ to: "request", machine: "web2", unit: "web@9999" });
    const light = async (): Promise<{ x: number; y: number }> => {
      const { x, y, width, height } = await deck.box(".map-light");
      return { x: x + width / 2, y: y + height / 2 };
    };
    await deck.freeze(1);
    const start = await light();
    await deck.freeze(300);
    const middle = await light();
    await deck.freeze(615);
    const end = await light();
    const near = (await deck.box(tile(old))).y;
    expect(start.y).toBeLessThan(middle.y);
    expect(middle.y).toBeLessThan(end.y);
    expect(Math.abs(end.y - near)).toBeLessThan(140);
    await deck.settle();
    await deck.page.waitForSelector(".map-ring");
  });

  it("nothing moves when another moment is shown", async () => {
    deck = await MapDeck.open(browser, server);
    await deck.seek(demo);
    await deck.change({ to: "unitGone", id: old.id }, { to: "unit", unit: moved });
    expect(await deck.moving()).toBeGreaterThan(0);
    await deck.seek(crowd(7, 40));
    expect(await deck.moving()).toBe(0);
    expect(await deck.page.locator(".map-tile").count()).toBe(40);
    expect(await deck.page.locator(".map-ring, .map-light").count()).toBe(0);
  });

  it("comes to rest: then nothing runs any more", async () => {
    deck = await MapDeck.open(browser, server);
    await deck.seek(demo);
    await deck.change({ to: "unitGone", id: old.id }, { to: "unit", unit: moved });
    await expect.poll(() => deck.moving(), { timeout: 10_000 }).toBe(0);
    const frames = await deck.page.evaluate(async () => {
      const asked: string[] = [];
      window.requestAnimationFrame = () => asked.push("a frame");
      await new Promise((done) => setTimeout(done, 300));
      return asked;
    });
    expect(frames).toEqual([]);
  });

  it("eyes that want no motion see it at its place at once, marked as new", async () => {
    deck = await MapDeck.open(browser, server, { calm: true });
    await deck.seek(demo);
    await deck.change({ to: "unitGone", id: old.id }, { to: "unit", unit: moved });
    expect(inside(await deck.box(tile(moved)), await deck.box('.map-machine[data-machine="web1"]'))).toBe(
      true,
    );
    expect(await deck.page.locator(".map-ring").count()).toBe(1);
    await deck.change({ to: "request", machine: "web1", unit: "web@8888" });
    expect(await deck.page.locator(".map-light").count()).toBe(0);
    expect(await deck.page.locator(".map-ring").count()).toBe(2);
  });
});

describe("a crowd", () => {
  for (const [where, size] of Object.entries({ projector, phone })) {
    for (const [machines, units] of [
      [1, 3],
      [3, 9],
      [20, 90],
      [50, 500],
    ] as const) {
      it(`of ${machines} machines and ${units} units is readable on a ${where}`, async () => {
        deck = await MapDeck.open(browser, server, { size });
        await deck.seek(crowd(machines, units));
        const facts = await deck.page.evaluate(() => {
          const seen = [...document.querySelectorAll<HTMLElement>(".map-tile:not([hidden])")];
          const names = [...document.querySelectorAll<HTMLElement>(".map-machine-name")];
          const map = document.querySelector(".map")?.getBoundingClientRect();
          const shown = document.documentElement;
          return {
            tiles: seen.length,
            smallest: Math.min(...seen.map((one) => one.getBoundingClientRect().height)),
            outside: seen.filter((one) => {
              const { right, bottom } = one.getBoundingClientRect();
              return !map || right > map.right || bottom > map.bottom;
            }).length,
            cut: names.filter((name) => name.scrollWidth > name.clientWidth + 1).length,
            scrolls: shown.scrollWidth > innerWidth || shown.scrollHeight > innerHeight,
          };
        });
        expect(facts).toMatchObject({ tiles: units, outside: 0, cut: 0, scrolls: false });
        expect(facts.smallest).toBeGreaterThanOrEqual(size === phone ? 3.5 : 9);
      });
    }
  }
});
