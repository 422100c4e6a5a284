import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../support/set-up-browser.ts";
import { phone, projector, slides, UiDeck } from "./support/ui-deck.ts";
import { serveUi, type UiServer } from "./support/ui-page.ts";

let server: UiServer;
let browser: Browser;
let deck: UiDeck;

beforeAll(async () => {
  [server, browser] = await Promise.all([serveUi(), openBrowser()]);
});
afterEach(() => deck.close());
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** The left edge of the first `|` in a row of the pane's terminal that begins with `start`. */
function barAfter(start: string): Promise<number | undefined> {
  return deck.page.evaluate((text) => {
    const rows = [...document.querySelectorAll(".pane[data-pane=laptop] .xterm-rows > div")];
    const row = rows.find((candidate) => candidate.textContent.startsWith(text));
    if (!row) return undefined;
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf("|") ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect().left;
    }
    return undefined;
  }, start);
}

describe("slides", () => {
  for (const [name, size] of Object.entries({ projector, phone })) {
    it(`never overflow and never scroll on a ${name}`, async () => {
      deck = await UiDeck.open(browser, server, { size });
      const count = await deck.page.locator(".slides section").count();
      for (let slide = 0; slide < count; slide += 1) {
        await deck.page.evaluate((number) => (location.hash = `#/${number}`), slide);
        await deck.expectSlide(slide);
        const over = await deck.page.evaluate(() => {
          const boxes = [
            document.documentElement,
            ...document.querySelectorAll("section.present, .present pre"),
          ];
          return boxes
            .filter((box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)
            .map((box) => box.tagName);
        });
        expect(over, `slide ${slide}`).toEqual([]);
      }
    });
  }

  it("without a pane load no terminal", async () => {
    deck = await UiDeck.open(browser, server, { slide: slides.text });
    const loaded = await deck.page.evaluate(() =>
      performance.getEntriesByType("resource").filter(({ name }) => /xterm|panes\/layer/.test(name)),
    );
    expect(loaded).toEqual([]);
  });
});

describe("panes", () => {
  it("lie exactly over their slots, inside of the slide, with the whole screen in view", async () => {
    deck = await UiDeck.open(browser, server, { slide: slides.fourPanes });
    await deck.waitForPane("lb");
    const boxes = await deck.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".present .pane-slot")].map((slot) => {
        const pane = document.querySelector(`.pane[data-pane=${slot.dataset.pane ?? ""}]`);
        const host = pane?.querySelector(".pane-screen")?.getBoundingClientRect();
        const screen = pane?.querySelector(".xterm-screen")?.getBoundingClientRect();
        const [at, is] = [slot.getBoundingClientRect(), pane?.getBoundingClientRect()];
        return {
          off: Math.max(
            ...(["left", "top", "right", "bottom"] as const).map((s) => Math.abs(at[s] - (is?.[s] ?? 0))),
          ),
          fits: host && screen && screen.right <= host.right + 1 && screen.bottom <= host.bottom + 1,
        };
      }),
    );
    expect(boxes).toHaveLength(4);
    for (const { off, fits } of boxes) {
      expect(off).toBeLessThan(2);
      expect(fits).toBe(true);
    }
  });

  it("draw Japanese in exactly two columns", async () => {
    deck = await UiDeck.open(browser, server, { slide: slides.onePane });
    await deck.waitForPane("laptop");
    await expect.poll(() => barAfter("全角文字が二桁")).toBeGreaterThan(0);
    await deck.page.evaluate(() => document.fonts.ready);
    const [japanese = 0, latin = 1] = [await barAfter("全角文字が二桁"), await barAfter("12345678901234")];
    expect(Math.abs(japanese - latin)).toBeLessThan(0.6);
  });

  it("show a cursor, though the keyboard is elsewhere", async () => {
    deck = await UiDeck.open(browser, server, { slide: slides.onePane });
    await deck.waitForPane("laptop");
    await expect.poll(() => deck.page.locator(".pane[data-pane=laptop] .xterm-cursor").count()).toBe(1);
    expect(await deck.page.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
  });

  it("keep their terminal on the next slide that shows them, and are not hidden in between", async () => {
    deck = await UiDeck.open(browser, server, { slide: slides.onePane });
    await deck.waitForPane("laptop");
    await deck.page.evaluate(() => {
      const pane = document.querySelector<HTMLElement>(".pane[data-pane=laptop]");
      if (!pane) return;
      new MutationObserver(() => {
        if (!pane.classList.contains("shown")) pane.dataset.hiddenOnce = "yes";
      }).observe(pane, { attributeFilter: ["class"] });
      pane.dataset.mark = "same";
    });
    await deck.press("ArrowDown");
    await deck.waitForPane("web1");
    const pane = deck.page.locator(".pane.shown[data-pane=laptop][data-mark=same]");
    expect(await pane.count()).toBe(1);
    expect(await pane.getAttribute("data-hidden-once")).toBeNull();
    expect(await pane.locator(".xterm-rows").textContent()).toContain("マシン");
  });

  it("get fewer columns from bigger type where their size is auto, and the chosen ones where it is fixed", async () => {
    deck = await UiDeck.open(browser, server, { slide: slides.onePane });
    await deck.waitForPane("laptop");
    const cols = (pane: string): Promise<number> =>
      deck.page.evaluate((name) => {
        const screens = window.fake.screens as Map<string, { cols: number; rows: number }>;
        return screens.get(name)?.cols ?? 0;
      }, pane);
    const before = await cols("laptop");
    await deck.press("+", "+");
    await expect.poll(() => cols("laptop")).toBeLessThan(before - 5);
    await deck.press("0");
    await expect.poll(() => cols("laptop")).toBe(before);
    await deck.page.evaluate((slide) => (location.hash = `#/${slide}`), slides.fixedPane);
    await deck.waitForPane("web2");
    await deck.press("+");
    expect(await cols("web2")).toBe(80);
  });

  it("say how a step and a connection are doing, and take the answer by a key", async () => {
    deck = await UiDeck.open(browser, server, { slide: slides.twoPanes });
    await deck.waitForPane("web1");
    await deck.press("PageDown");
    await deck.set("start", { at: "failed", why: { kind: "exit", status: 2 }, ms: 3000 });
    await expect.poll(() => deck.page.textContent(".pane[data-pane=laptop] .pane-step")).toContain("✗");
    await deck.setPane("web1", {
      at: "unknownHost",
      host: "web1",
      keyType: "ssh-ed25519",
      fingerprint: "SHA256:abc",
    });
    await expect.poll(() => deck.page.textContent(".notice-unknown-host")).toContain("SHA256:abc");
    await deck.press("2", "Shift+A");
    await expect.poll(async () => (await deck.calls()).at(-1)).toBe("acceptHost web1 SHA256:abc");
    await deck.setPane("web1", { at: "lost", why: "No answer for 10 s." });
    await deck.page.click(".notice-lost button");
    await expect.poll(async () => (await deck.calls()).at(-1)).toBe("reopen web1");
  });

  for (const [name, size] of Object.entries({ projector, phone })) {
    it(`that cannot be opened say all of it in a quarter of a ${name}, with the line of the talk`, async () => {
      deck = await UiDeck.open(browser, server, { slide: slides.fourPanes, size });
      await deck.waitForPane("web1");
      await deck.setPane("web1", {
        at: "lost",
        why: 'There is no Terraform directory slides/talks/coreos-docker/terraform. Make it ("npm run lab up" makes the lab\'s), or correct "terraform" in the target\'s host.',
        notOpened: { declaredAt: "ships/ja.md:12" },
      });
      const pane = deck.page.locator(".pane[data-pane=web1]");
      await expect.poll(() => pane.locator("h3").textContent()).toBe("この端末を開けません");
      expect(await pane.locator(".notice-place").textContent()).toBe("ships/ja.md:12");
      const sheet = await pane.locator(".notice-sheet").evaluate((box) => {
        const around = box.closest(".pane")?.getBoundingClientRect();
        const button = box.querySelector("button")?.getBoundingClientRect();
        return {
          scrolls: box.scrollHeight > box.clientHeight + 1,
          buttonIsIn: (button?.bottom ?? Infinity) <= (around?.bottom ?? 0),
        };
      });
      expect(sheet).toEqual({ scrolls: false, buttonIsIn: true });
    });
  }

  it("outlive an edit of the talk, as do the place and the shown steps", async () => {
    deck = await UiDeck.open(browser, server, { slide: slides.onePane });
    await deck.waitForPane("laptop");
    await deck.press("PageDown");
    await deck.set("apply", { at: "done", status: 0, ms: 10 });
    await deck.page.evaluate(() => {
      const page = JSON.parse(document.querySelector("#kuroko-page")?.textContent ?? "") as Parameters<
        typeof window.show.replace
      >[0];
      document.querySelector(".pane")?.setAttribute("data-mark", "same");
      const sections = [...document.querySelectorAll(".slides > section")].map((section) => {
        const copy = section.cloneNode(true) as HTMLElement;
        for (const shown of copy.querySelectorAll(".visible")) shown.classList.remove("visible");
        copy.removeAttribute("style");
        return copy.outerHTML.replace("Terraformで", "[edited] Terraformで");
      });
      window.show.replace(page, sections.join(""));
    });
    await expect.poll(() => deck.page.textContent("section.present h2")).toContain("[edited]");
    expect(await deck.lastPlace()).toEqual({ slide: slides.onePane, shown: ["apply"] });
    expect(await deck.page.locator(".pane.shown[data-mark=same] .xterm-rows").count()).toBe(1);
    await deck.expectCalls("next apply");
  });
});

describe("a recording", () => {
  it("is marked as one, and its time line can be clicked and moved by keys", async () => {
    deck = await UiDeck.open(browser, server, { slide: slides.onePane, query: "?recorded" });
    await deck.waitForPane("laptop");
    expect(await deck.page.textContent(".pane-source")).toContain("記録");
    expect(await deck.page.textContent(".pane-source")).toContain("Debian");
    await deck.page.evaluate(() => {
      const timelines = window.fake.timelines as Map<string, unknown>;
      timelines.set("laptop", {
        durationMs: 40_000,
        positionMs: 0,
        playing: false,
        steps: [{ step: "apply", startMs: 1000, endMs: 9000, failed: true }],
      });
      window.fake.changed();
    });
    const track = deck.page.locator(".scrub-track");
    const box = await track.boundingBox();
    await track.click({ position: { x: (box?.width ?? 0) / 2, y: 5 } });
    await expect.poll(async () => (await deck.calls()).at(-1)).toBe("seek laptop 20000");
    expect(await deck.page.locator(".scrub-step.failed").count()).toBe(1);
    await track.focus();
    await deck.press("ArrowRight");
    await expect.poll(async () => (await deck.calls()).at(-1)).toBe("seek laptop 21000");
    await deck.expectSlide(slides.onePane);
  });

  it("that is not there is said to be missing", async () => {
    deck = await UiDeck.open(browser, server, { slide: slides.onePane, query: "?nothing" });
    await expect.poll(() => deck.page.textContent(".notice-quiet")).toMatch(/npm start -- \S+ --live/);
  });
});
