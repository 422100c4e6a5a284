import type { Screen } from "../../slides/sources/source.ts";

export interface TextScreen extends Screen {
  /** What was written since the last reset. */
  readonly text: string;
  /** How often it was reset and drawn afresh. */
  readonly resets: number;
}

/** A screen that only remembers its text: enough to see what a player writes, and when. */
export function textScreen(): TextScreen {
  let text = "";
  let resets = 0;
  let size = { cols: 80, rows: 24 };
  return {
    get text() {
      return text;
    },
    get resets() {
      return resets;
    },
    get cols() {
      return size.cols;
    },
    get rows() {
      return size.rows;
    },
    write: (data, drawn) => {
      const reset = data.lastIndexOf("\x1bc");
      if (reset >= 0) resets++;
      text = reset < 0 ? text + data : data.slice(reset + 2);
      if (drawn) queueMicrotask(drawn);
    },
    reset: () => (text = ""),
    resize: (cols, rows) => (size = { cols, rows }),
  };
}
