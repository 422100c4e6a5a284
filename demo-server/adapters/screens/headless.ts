import { SerializeAddon } from "@xterm/addon-serialize";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import headless from "@xterm/headless";
import { EscapeScanner } from "#core/takes/escapes.ts";
import type { ScreenBuffer, ScreenFactory } from "#server/app/ports.ts";

/** xterm.js without a window; the addons see the same terminal as in the browser, so widths and screens agree. */
export const createHeadlessScreen: ScreenFactory = ({ cols, rows }, scrollback): ScreenBuffer => {
  const terminal = new headless.Terminal({ cols, rows, scrollback, allowProposedApi: true });
  const serializer = new SerializeAddon();
  terminal.loadAddon(serializer);
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = "11";

  const scanner = new EscapeScanner();

  let hasMargins = false;
  terminal.parser.registerCsiHandler({ final: "r" }, ([top, bottom]) => {
    hasMargins = !isWhole(top, bottom, terminal.rows);
    return false;
  });

  return {
    write: (text, parsed) =>
      terminal.write(text, () => {
        scanner.feed(text);
        parsed();
      }),
    resize: (size) => {
      terminal.resize(size.cols, size.rows);
      scanner.resized();
    },
    get size() {
      return { cols: terminal.cols, rows: terminal.rows };
    },
    get scrollsPlainly() {
      return !hasMargins;
    },
    onReply: (listener) => void terminal.onData(listener),
    serialize: (lines) =>
      serializer.serialize({ scrollback: lines }).replace(NO_MOVE, "") +
      cursorPlace(terminal, scanner.region) +
      waitingCursor(terminal, serializer) +
      scanner.modes +
      scanner.pending,
    dispose: () => terminal.dispose(),
  };
};

/** The serializer means "not at all" where a terminal moves by one (ECMA-48: 0 is the default, which is 1). */
const NO_MOVE = /\x1b\[0[CD]/g;

/** The serializer moves the cursor from where it wrote last, which is one column off when that was the last one. */
function cursorPlace({ buffer, cols, modes }: headless.Terminal, region: string): string {
  const { type, cursorX, cursorY } = buffer.active;
  // Here it is right, and waits for the next character as it should.
  const isLeft = type === "alternate" && cursorX >= cols && region === "";
  return modes.originMode || isLeft ? region : `${region}\x1b[${cursorY + 1};${cursorX + 1}H`;
}

/**
 * A cursor behind the last column waits there for the next character, which begins a new line. No sequence puts it
 * there, so its line is written again. (Of the alternate screen the serializer gives no single line: there the cursor
 * waits only if it was behind the last thing on the screen.)
 */
function waitingCursor({ buffer, cols, modes }: headless.Terminal, serializer: SerializeAddon): string {
  const { active } = buffer;
  if (active.cursorX < cols || modes.insertMode || active.type === "alternate") return "";
  const line = active.baseY + active.cursorY;
  const range = { start: line, end: line };
  const text = serializer.serialize({ range, excludeModes: true, excludeAltBuffer: true });
  return `\x1b[m\r${text}`;
}

type Parameter = number | number[] | undefined;

/** `CSI r` and `CSI 1 ; <rows> r` undo a scroll region. */
function isWhole(top: Parameter, bottom: Parameter, rows: number): boolean {
  return (
    (top === undefined || top === 0 || top === 1) && (bottom === undefined || bottom === 0 || bottom === rows)
  );
}
