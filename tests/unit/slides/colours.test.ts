import { describe, expect, it } from "vitest";
import { stageColours } from "../../../slides/panes/colours.ts";

/** WCAG 2.2, "relative luminance". */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => {
    const part = parseInt(colour.slice(from, from + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const HUES = ["red", "green", "yellow", "blue", "magenta", "cyan", "white"] as const;
const BRIGHT = [
  "brightBlack",
  "brightRed",
  "brightGreen",
  "brightYellow",
  "brightBlue",
  "brightMagenta",
  "brightCyan",
  "brightWhite",
] as const;

describe("a terminal's colours", () => {
  // Black is what programs paint behind their text.
  it.each(["foreground", ...HUES, ...BRIGHT] as const)("%s can be read on the background: AA", (name) => {
    expect(contrast(stageColours[name] ?? "", stageColours.background ?? "")).toBeGreaterThanOrEqual(4.5);
  });
});
