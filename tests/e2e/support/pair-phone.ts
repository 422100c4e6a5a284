import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";

/** A phone held upright. */
export const phone = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)",
};

/** Pairs a phone from this window, as a presenter does: scan, compare, confirm. Its context is the caller's to close. */
export async function pairPhone(browser: Browser, window: Page): Promise<Page> {
  await window.keyboard.press("Shift+P");
  const address = await window.locator(".pair-words code").innerText();
  expect(await window.locator(".pair .qr").getAttribute("aria-label")).toBe(address);
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  await page.goto(address);
  const code = await page.locator(".code").innerText();
  await window.locator(".pair-code").getByText(code, { exact: true }).waitFor();
  // The focus is on "It matches".
  await window.keyboard.press("Enter");
  await page.waitForSelector(".remote:not([data-is=lost]) .remote-next");
  await window.keyboard.press("Escape");
  await window.waitForSelector(".pair", { state: "detached" });
  return page;
}
