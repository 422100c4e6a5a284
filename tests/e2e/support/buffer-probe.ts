import type headless from "@xterm/headless";
import type { Page } from "playwright-core";
import { comparedScreen } from "../../support/compared-screen.ts";

/** The part of an xterm.js buffer that is compared. */
type Buffer = headless.Terminal["buffer"]["active"];

/**
 * Keeps hold of every terminal that the page makes, without any change of the page: xterm.js's public class sets
 * `_core` in its constructor and nowhere else. To be called before the page is opened.
 */
export async function watchTerminals(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const terminals: unknown[] = [];
    Object.defineProperty(window, "terminals", { value: terminals });
    Object.defineProperty(Object.prototype, "_core", {
      configurable: true,
      set(this: object, value: unknown) {
        Object.defineProperty(this, "_core", { value, writable: true, configurable: true, enumerable: true });
        if ("onRender" in this && "loadAddon" in this) terminals.push(this);
      },
    });
  });
}

/** All lines of the page's newest terminal with its scrollback, and the cursor. */
export function linesInPage(page: Page): Promise<string[]> {
  return page.evaluate(`(${linesOf.toString()})(window.terminals.at(-1).buffer.active)`);
}

/** What a terminal of this size shows when it has parsed every character of `texts`. */
export async function linesExpected(
  size: { readonly cols: number; readonly rows: number },
  texts: readonly string[],
): Promise<string[]> {
  const screen = comparedScreen(size.cols, size.rows);
  for (const text of texts) await screen.write(text);
  const lines = linesOf(screen.terminal.buffer.active);
  screen.terminal.dispose();
  return lines;
}

/** Runs in the page too: nothing from outside may be used. */
function linesOf(buffer: Buffer): string[] {
  const lines: string[] = [`cursor ${buffer.cursorX},${buffer.cursorY} base ${buffer.baseY}`];
  for (let row = 0; row < buffer.length; row++) {
    const line = buffer.getLine(row);
    // The uppermost line may continue one that has left the buffer: nothing shows that.
    let text = line?.isWrapped && row > 0 ? "+" : " ";
    let look = "0,0,0,0";
    for (let column = 0; column < (line?.length ?? 0); column++) {
      const cell = line?.getCell(column);
      if (!cell || cell.getWidth() === 0) continue;
      const now = [cell.getFgColorMode(), cell.getFgColor(), cell.getBgColorMode(), cell.isBold()].join(",");
      if (now !== look && cell.getChars() !== "") {
        text += `<${now}>`;
        look = now;
      }
      text += cell.getChars() || " ";
    }
    lines.push(text.trimEnd());
  }
  return lines;
}
