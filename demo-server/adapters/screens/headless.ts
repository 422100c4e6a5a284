import { SerializeAddon } from "@xterm/addon-serialize";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import headless from "@xterm/headless";
import type { ScreenBuffer, ScreenFactory } from "#server/app/ports.ts";

/** xterm.js without a window; the addons see the same terminal as in the browser, so widths and screens agree. */
export const createHeadlessScreen: ScreenFactory = ({ cols, rows }, scrollback): ScreenBuffer => {
  const terminal = new headless.Terminal({ cols, rows, scrollback, allowProposedApi: true });
  const serializer = new SerializeAddon();
  terminal.loadAddon(serializer);
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = "11";

  let hasMargins = false;
  terminal.parser.registerCsiHandler({ final: "r" }, ([top, bottom]) => {
    hasMargins = !isWhole(top, bottom, terminal.rows);
    return false;
  });

  return {
    write: (text, parsed) => terminal.write(text, parsed),
    resize: (size) => terminal.resize(size.cols, size.rows),
    get size() {
      return { cols: terminal.cols, rows: terminal.rows };
    },
    get scrollsPlainly() {
      return !hasMargins;
    },
    onReply: (listener) => void terminal.onData(listener),
    serialize: (lines) => serializer.serialize({ scrollback: lines }),
    dispose: () => terminal.dispose(),
  };
};

type Parameter = number | number[] | undefined;

/** `CSI r` and `CSI 1 ; <rows> r` undo a scroll region. */
function isWhole(top: Parameter, bottom: Parameter, rows: number): boolean {
  return (
    (top === undefined || top === 0 || top === 1) && (bottom === undefined || bottom === 0 || bottom === rows)
  );
}
