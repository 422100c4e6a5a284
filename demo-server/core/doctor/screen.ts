/** Whether the last row of the room can read what a screen shows. */
import { ok, problem, warning, type Finding } from "./finding.ts";
import { screenWords, type ScreenWords } from "./screen-words.ts";

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

/** Of the picture's height, for a room that is six times as deep as the picture is high: a row of about 12 minutes of arc. */
const READABLE_ROW = 0.022;
const SMALLEST_ROW = 0.016;
const FEWEST_COLUMNS = 60;
const SMALL_HEIGHT_PX = 700;
const SQUAREST = 1.2;

export type Legibility = "good" | "hard" | "unreadable";

/** @param part height of a row, of the picture's */
export function legibilityOf(part: number): Legibility {
  if (part < SMALLEST_ROW) return "unreadable";
  return part < READABLE_ROW ? "hard" : "good";
}

export function judgeScreen(screen: ShownScreen, language: string): Finding[] {
  const words = screenWords(language);
  const terminals = screen.terminals.map((terminal) => judgeTerminal(terminal, screen.height, words));
  return [
    judgeWindow(screen, words),
    screen.fullscreen ? ok(words.full) : warning(words.notFull, words.pressF),
    ...(terminals.length > 0 ? terminals : [warning(words.noTerminal, words.showOne)]),
  ];
}

function judgeWindow({ width, height, pixelRatio }: ShownScreen, words: ScreenWords): Finding {
  const size = words.window(width, height, pixelRatio);
  if (height < SMALL_HEIGHT_PX) return warning(size + words.small, words.larger);
  if (width / height < SQUAREST) return warning(size + words.upright, words.wider);
  return ok(size + words.stop);
}

function judgeTerminal(
  { pane, cols, rows, rowPx }: ShownTerminal,
  height: number,
  words: ScreenWords,
): Finding {
  const part = rowPx / height;
  const size = words.terminal(
    pane,
    `${cols} × ${rows}`,
    `${Math.round(rowPx)} px`,
    `${(part * 100).toFixed(1)} %`,
  );
  const legibility = legibilityOf(part);
  if (legibility === "unreadable") return problem(size + words.unreadable, words.bigger);
  if (legibility === "hard") return warning(size + words.hard, words.bigger);
  if (cols < FEWEST_COLUMNS) return warning(size + words.narrow, words.smaller);
  return ok(size + words.stop);
}
