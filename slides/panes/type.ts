import { fontFaces } from "../themes/fonts.ts";
import type { CellShape } from "./fit.ts";
import { declareNarrowSymbols, NARROW_FAMILY } from "./narrow.ts";

const FAMILY = "M PLUS 1 Code Variable";

/** Latin, Japanese at exactly twice the width of Latin, and box drawing, in one face. */
export const TERMINAL_FONT = `"${FAMILY}", "${NARROW_FAMILY}", "Noto Sans Mono CJK JP", "Noto Sans Mono", monospace`;

const PROBE_PX = 200;

/**
 * Waits for the terminal's font and measures its cell; xterm.js would measure whatever font is there.
 * The font's own line is 1.45 em high, too tall for a screen of 24 rows, so the faces get a shorter one.
 */
export async function loadTerminalType(): Promise<CellShape> {
  await fontFaces();
  declareNarrowSymbols();
  for (const face of document.fonts) {
    if (face.family.replaceAll(/["']/g, "") !== FAMILY) continue;
    face.ascentOverride = "94%";
    face.descentOverride = "28%";
    face.lineGapOverride = "0%";
  }
  await Promise.allSettled([
    document.fonts.load(`32px "${FAMILY}"`, "W│"),
    document.fonts.load(`700 32px "${FAMILY}"`, "W"),
  ]);
  return measure();
}

function measure(): CellShape {
  const probe = document.createElement("span");
  probe.textContent = "W".repeat(10);
  Object.assign(probe.style, {
    position: "absolute",
    visibility: "hidden",
    font: `${PROBE_PX}px/normal ${TERMINAL_FONT}`,
    whiteSpace: "pre",
  });
  document.body.append(probe);
  const box = probe.getBoundingClientRect();
  probe.remove();
  return { width: box.width / 10 / PROBE_PX, height: box.height / PROBE_PX };
}
