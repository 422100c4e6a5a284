/** Whether the last row of the room can read what a screen shows. */
import { ok, problem, warning, type Finding } from "./finding.ts";

/** A window, in CSS pixels, and the terminals in it. */
export interface ShownScreen {
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  readonly fullscreen: boolean;
  readonly terminals: readonly ShownTerminal[];
}

export interface ShownTerminal {
  readonly pane: string;
  readonly cols: number;
  readonly rows: number;
  /** Height of one row in CSS pixels. */
  readonly rowPx: number;
}

/** Of the picture's height, for a room that is six times as deep as the picture is high: a capital of about 10 minutes of arc. */
const READABLE_ROW = 0.022;
const SMALLEST_ROW = 0.016;
const FEWEST_COLUMNS = 60;

export function judgeScreen(screen: ShownScreen): Finding[] {
  const { width, height, fullscreen } = screen;
  const words = `The window is ${width} × ${height} px`;
  const wide = width / height;
  const findings = [
    height < 700
      ? warning(
          `${words}: small for a projector.`,
          "Set the projector to its own resolution, or the window to full screen (F).",
        )
      : wide < 1.2
        ? warning(`${words}: higher than a slide is.`, "Turn the screen, or open the deck in a wider window.")
        : ok(`${words}${screen.pixelRatio === 1 ? "" : `, ${screen.pixelRatio} device pixels each`}.`),
    fullscreen ? ok("It is full screen.") : warning("It is not full screen.", "Press F."),
    ...screen.terminals.map((terminal) => judgeTerminal(terminal, height)),
  ];
  return screen.terminals.length > 0
    ? findings
    : [...findings, warning("No terminal was shown yet.", "Go to a slide with a terminal and look again.")];
}

function judgeTerminal({ pane, cols, rows, rowPx }: ShownTerminal, height: number): Finding {
  const part = rowPx / height;
  const words = `"${pane}" has ${cols} × ${rows} characters, a row of ${Math.round(rowPx)} px (${(part * 100).toFixed(1)} % of the picture)`;
  const bigger = "Make it bigger with +, or give the pane fewer columns and rows.";
  if (part < SMALLEST_ROW) return problem(`${words}: nobody in the last row can read it.`, bigger);
  if (part < READABLE_ROW) return warning(`${words}: hard to read from the last row.`, bigger);
  if (cols < FEWEST_COLUMNS)
    return warning(
      `${words}: long lines will be folded.`,
      "Make the type smaller with -, or show fewer panes on the slide.",
    );
  return ok(`${words}.`);
}
