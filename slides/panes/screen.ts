import type { Terminal } from "@xterm/xterm";
import type { Screen } from "../sources/source.ts";

/** What a source may do with the terminal; a new size is told to `resized`, which fits the type to it. */
export function screenOf(terminal: Terminal, resized: () => void): Screen {
  return {
    get cols() {
      return terminal.cols;
    },
    get rows() {
      return terminal.rows;
    },
    write: (data, drawn) => terminal.write(data, drawn),
    reset: () => terminal.reset(),
    resize: (cols, rows) => {
      if (cols === terminal.cols && rows === terminal.rows) return;
      terminal.resize(cols, rows);
      resized();
    },
  };
}
