import { expect, test } from "vitest";
import { makeTalk, openShow } from "../support/set-up-show.ts";
import { openBrowser } from "../support/set-up-browser.ts";

const TALK = `# Layouts of reveal.js

---

<h2 class="r-fit-text">FIT THIS LINE</h2>

Below

---

<h2 class="r-fit-text">A</h2>

- [x] done
- [ ] to do

---

<img class="r-stretch" src="ship.svg">

Below
`;

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"><rect width="100" height="50"/></svg>`;

test.each([
  ["a projector", { width: 1920, height: 1080 }],
  ["a phone", { width: 390, height: 844 }],
])(
  "reveal.js's large lines and stretched pictures fill the slide, and no more, on %s",
  async (_, viewport) => {
    await using talk = await makeTalk({ "en.md": TALK, "ship.svg": SVG });
    await using show = await openShow(talk);
    await using browser = await openBrowser();
    const page = await browser.newPage({ viewport });
    await page.goto(`${show.newPresenterUrl()}#/1`);
    await page.waitForSelector(".reveal.ready");
    /** How much of the slide's room a thing takes in its width; whether something sticks out. */
    const look = (selector: string): Promise<{ share: number; over: boolean }> =>
      page.evaluate((sought) => {
        const slide = document.querySelector<HTMLElement>("section.present");
        const thing = slide?.querySelector<HTMLElement>(sought);
        if (!slide || !thing) return { share: 0, over: true };
        const { paddingLeft, paddingRight } = getComputedStyle(slide);
        const room = slide.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
        const over = slide.scrollHeight > slide.clientHeight + 1 || slide.scrollWidth > slide.clientWidth + 1;
        return { share: thing.offsetWidth / room, over };
      }, selector);

    await expect
      .poll(() => look(".fit-text"))
      .toEqual({ share: expect.closeTo(1, 1) as number, over: false });
    expect((await look(".fit-text")).share).toBeLessThanOrEqual(1);
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => look("li")).toMatchObject({ over: false });
    await page.keyboard.press("ArrowDown");
    await expect.poll(async () => (await look("img.r-stretch")).share).toBeGreaterThan(0.5);
    expect((await look("img.r-stretch")).over).toBe(false);
  },
);
