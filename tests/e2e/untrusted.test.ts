import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kit } from "#server/adapters/site/kit.ts";
import { readShelf, readTalkFolder } from "#server/adapters/site/shelf.ts";
import { buildStatic } from "#server/adapters/site/static-build.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow, type TestTalk } from "../support/set-up-show.ts";
import { serveFiles } from "../support/static-host.ts";

/** Each tries to leave its name in the page. */
const TRIES = [
  "<script>globalThis.ran = 'script'</script>",
  `<img src="nowhere.png" onerror="globalThis.ran = 'onerror'">`,
  "<svg onload=\"globalThis.ran = 'onload'\"></svg>",
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=globalThis.ran='again'&gt;">`,
  `<iframe srcdoc="<script>parent.ran = 'frame'</script>"></iframe>`,
  `<a id="link" href="javascript:void (globalThis.ran = 'link')">press</a>`,
  // Not a script, but a page that believed it would show this in place of the talk.
  `<div id="kuroko-page">{"slides": []}</div>`,
];

const SCRIPT = "document.documentElement.setAttribute('data-ran', 'yes');";

/** Pages of the talk's own folder, to which a link may lead. */
const PAGES = {
  "more.html": '<!doctype html><title>more</title><script src="more.js"></script>',
  "more.js": SCRIPT,
  "more.mjs": SCRIPT,
  "drawing.svg": '<svg xmlns="http://www.w3.org/2000/svg"><script href="more.js"/></svg>',
  "entities.svg":
    '<!DOCTYPE svg [<!ENTITY a "x">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>',
  "inline.svg": `<svg xmlns="http://www.w3.org/2000/svg"><rect width="40" height="30"/><script>${SCRIPT}</script></svg>`,
};

let browser: Browser;
let talk: TestTalk;

beforeAll(async () => {
  browser = await openBrowser();
  talk = await makeTalk({ "en.md": `# A stranger's\n\nStill here.\n\n${TRIES.join("\n\n")}\n`, ...PAGES });
});
afterAll(async () => {
  await browser.close();
  await talk[Symbol.asyncDispose]();
});

/** What ran of the talk's own when its page was opened and its link followed; "" for nothing. */
async function ranAt(address: string): Promise<string> {
  const page: Page = await browser.newPage();
  try {
    await page.goto(address);
    await page.waitForSelector(".reveal.ready");
    await page.getByText("Still here.", { exact: true }).waitFor({ state: "attached" });
    await page.evaluate(() => document.querySelector<HTMLElement>("#link")?.click());
    return await page.evaluate(() => (globalThis as unknown as { ran?: string }).ran ?? "");
  } finally {
    await page.close();
  }
}

describe("a talk from a stranger runs no script", () => {
  async function built(trusts: (file: string) => boolean): Promise<string> {
    const out = join(talk.home, "site");
    const talks = [await readTalkFolder(talk.folder)];
    await buildStatic({ talks, understudies: join(talk.home, "understudies"), out, trusts });
    await using host = await serveFiles(out);
    return await ranAt(`${host.site}/talks/probe/en.html`);
  }

  it("as a static site, unless it is trusted", async () => {
    expect(await built(() => false)).toBe("");
    expect(await built(() => true)).not.toBe("");
  });

  it("from the server, which forbids it even where the talk is trusted", async () => {
    for (const trusted of [false, true]) {
      await using show = await openShow(talk, { trusts: () => trusted });
      expect(await ranAt(show.newPresenterUrl())).toBe("");
    }
  });

  it("in a page, a script or a drawing of its folder, where the presenter's cookie goes along", async () => {
    for (const trusted of [false, true]) {
      await using show = await openShow(talk, { trusts: () => trusted });
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(show.newPresenterUrl());
      const ran: string[] = [];
      for (const path of ["more.html", "drawing.svg", "inline.svg"]) {
        const reply = await page.goto(`${show.url}/talks/probe/${path}`);
        if (!trusted) {
          expect(reply?.status()).toBe(path.endsWith(".html") ? 404 : 200);
          expect(reply?.headers()).toMatchObject({
            "content-security-policy": expect.stringContaining("sandbox") as string,
            "x-content-type-options": "nosniff",
          });
        }
        if (await page.evaluate(() => document.documentElement.hasAttribute("data-ran"))) ran.push(path);
      }
      expect(ran).toEqual(trusted ? ["more.html", "drawing.svg"] : []);
      const scripts = ["more.js", "more.mjs"].map((path) =>
        context.request.get(`${show.url}/talks/probe/${path}`),
      );
      for (const reply of await Promise.all(scripts)) expect(reply.status()).toBe(trusted ? 200 : 404);
      await context.close();
    }
  });

  it("nor has it pages and scripts in a static site, where they would stand beside other talks", async () => {
    const out = join(talk.home, "site-files");
    const talks = [await readTalkFolder(talk.folder)];
    for (const trusted of [false, true]) {
      await buildStatic({ talks, understudies: join(talk.home, "understudies"), out, trusts: () => trusted });
      const files = await readdir(join(out, "talks/probe"));
      expect(files).toContain("drawing.svg");
      const running = files.filter((file) => /more\.(html|js|mjs)$/.test(file));
      expect(running).toHaveLength(trusted ? 3 : 0);
    }
  });

  it("nor in a static site by its drawings, which are drawn as before", async () => {
    const out = join(talk.home, "site-drawings");
    const talks = [await readTalkFolder(talk.folder)];
    const setting = { talks, understudies: join(talk.home, "understudies"), out };
    for (const trusted of [false, true]) {
      const { leftOut } = await buildStatic({ ...setting, trusts: () => trusted });
      expect(leftOut).toEqual(trusted ? [] : ["talks/probe/entities.svg"]);
      await using host = await serveFiles(out);
      const page = await browser.newPage();
      await page.goto(`${host.site}/talks/probe/inline.svg`);
      expect(await page.evaluate(() => document.documentElement.dataset.ran)).toBe(
        trusted ? "yes" : undefined,
      );
      expect(await page.evaluate(() => document.querySelector("rect")?.getBBox().width)).toBe(40);
      await page.close();
    }
  });

  it("nor by what is left in the slides of a static page, nor by the name of another language's file", async () => {
    await using odd = await makeTalk({
      "en.md": "# A stranger's\n\nStill here.\n",
      "javascript:void (globalThis.ran = 'language');.md": "# Other\n",
    });
    const out = join(odd.home, "site");
    const talks = [await readTalkFolder(odd.folder)];
    await buildStatic({ talks, understudies: join(odd.home, "understudies"), out, trusts: () => false });
    await using host = await serveFiles(out);
    const page = await browser.newPage();
    await page.goto(`${host.site}/talks/probe/en.html`);
    await page.waitForSelector(".reveal.ready");
    await page.keyboard.press("l");
    await page.evaluate(() => {
      const left = document.createElement("script");
      left.textContent = "globalThis.ran = 'left'";
      document.querySelector(".slides")?.append(left);
    });
    expect(await page.evaluate(() => (globalThis as unknown as { ran?: string }).ran ?? "")).toBe("");
    expect(page.url()).toContain("en.html");
    await page.close();
  });

  it("while the kit's own talks, shown as a stranger's, replay in a static site and ask for nothing that is forbidden", async () => {
    const out = join(talk.home, "site-own");
    const talks = await readShelf(kit.talks);
    await buildStatic({ talks, understudies: kit.understudies, out, trusts: () => false });
    await using host = await serveFiles(out);
    const page = await browser.newPage();
    const said: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) said.push(message.text());
    });
    page.on("pageerror", (error) => said.push(String(error)));
    for (const { talk: name } of talks) {
      await page.goto(`${host.site}/talks/${name}/en.html`);
      await page.waitForSelector(".reveal.ready");
      expect(await page.locator('meta[http-equiv="Content-Security-Policy"]').count()).toBe(1);
      const slides = await page.locator(".slides section[data-slide]").count();
      for (let slide = 0; slide < slides; slide++) {
        await page.evaluate((to) => (location.hash = `#/${to}`), slide);
        await page.waitForSelector(`section.present[data-slide="${slide}"]`);
        const panes = await page.locator("section.present [data-pane]").count();
        if (panes > 0) await page.locator(".xterm-rows:visible").first().waitFor();
      }
    }
    expect(said).toEqual([]);
    await page.close();
  });
});
