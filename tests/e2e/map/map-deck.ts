import type { Browser, Page, Request } from "playwright-core";
import type { Cluster, ClusterChange } from "../../../demo-server/core/cluster/model.ts";
import type { UiServer } from "../support/ui-page.ts";

export const projector = { width: 1920, height: 1080 };
export const phone = { width: 390, height: 844 };

/** The slides of `talk/`. */
export const slides = { title: 0, beside: 1, alone: 2, below: 3, none: 4 } as const;

interface Opening {
  readonly slide?: number;
  /** `?recorded`, `?nothing`. */
  readonly query?: string;
  readonly size?: typeof projector;
  readonly calm?: boolean;
}

/** A deck whose cluster a test changes. */
export class MapDeck {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, server: UiServer, opening: Opening = {}): Promise<MapDeck> {
    const { slide = slides.beside, query = "", size = projector, calm = false } = opening;
    const page = await browser.newPage({ viewport: size, reducedMotion: calm ? "reduce" : "no-preference" });
    const broken: Request[] = [];
    page.on("requestfailed", (request) => broken.push(request));
    await page.goto(`${server.address}${query}#/${slide}`);
    // Where a network comes or goes (Docker's, for one), Chromium breaks off everything that it is loading.
    for (let tries = 0; tries < 20 && !(await started(page)); tries += 1) {
      if (broken.splice(0).length > 0) await page.reload();
    }
    return new MapDeck(page);
  }

  async shown(): Promise<void> {
    await this.page.waitForSelector(".map.shown .map-bar");
  }

  async seek(cluster: Cluster): Promise<void> {
    await this.shown();
    await this.page.evaluate((moment) => window.feed.seek(moment), cluster);
    await this.#drawn();
  }

  async change(...changes: ClusterChange[]): Promise<void> {
    await this.page.evaluate((all) => window.feed.change(...all), changes);
    await this.#drawn();
  }

  /** How many things on the map move, or fade; not the map itself, which fades in with its slide. */
  moving(): Promise<number> {
    return this.page.evaluate(() => {
      const map = document.querySelector(".map");
      const all = map?.getAnimations({ subtree: true }) ?? [];
      return all.filter(({ effect }) => !(effect instanceof KeyframeEffect) || effect.target !== map).length;
    });
  }

  /** Lets everything come to its place at once. */
  settle(): Promise<void> {
    return this.page.evaluate(() => {
      const all = document.querySelector(".map")?.getAnimations({ subtree: true }) ?? [];
      for (const animation of all) animation.finish();
    });
  }

  /** Stops every motion at this time after its start. */
  freeze(ms: number): Promise<void> {
    return this.page.evaluate((time) => {
      for (const animation of document.querySelector(".map")?.getAnimations({ subtree: true }) ?? []) {
        animation.pause();
        animation.currentTime = time;
      }
    }, ms);
  }

  /** The box of the first such thing, as it is seen now. */
  box(selector: string): Promise<{ x: number; y: number; width: number; height: number }> {
    return this.page.evaluate((wanted) => {
      const found = document.querySelector(wanted);
      if (!found) throw new Error(`there is no ${wanted}`);
      const { x, y, width, height } = found.getBoundingClientRect();
      return { x, y, width, height };
    }, selector);
  }

  text(selector: string): Promise<string> {
    return this.page.locator(selector).first().innerText();
  }

  close(): Promise<void> {
    return this.page.close();
  }

  /** What has changed is drawn with the next frame. */
  #drawn(): Promise<unknown> {
    return this.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  }
}

async function started(page: Page): Promise<boolean> {
  return page.waitForSelector("html[data-started]", { timeout: 3000 }).then(
    () => true,
    () => false,
  );
}
