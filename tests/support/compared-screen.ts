import { SerializeAddon } from "@xterm/addon-serialize";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import headless from "@xterm/headless";

export interface Picture {
  readonly size: readonly [cols: number, rows: number];
  readonly type: "normal" | "alternate";
  readonly cursor: readonly [x: number, y: number, base: number, hidden: boolean];
  readonly modes: unknown;
  readonly normal: readonly string[];
  readonly active: readonly string[];
  readonly drawn: string;
}

export interface ComparedScreen {
  readonly terminal: headless.Terminal;
  write(text: string): Promise<void>;
  /** Everything of the screen that two terminals can be compared by, line by line. */
  picture(): Picture;
  /** The screen with its scrollback, as text that draws it. */
  serialize(): string;
}

/** A headless terminal, set up as a pane's is. */
export function comparedScreen(cols: number, rows: number, scrollback = 1000): ComparedScreen {
  const terminal = new headless.Terminal({ cols, rows, scrollback, allowProposedApi: true });
  const serializer = new SerializeAddon();
  terminal.loadAddon(serializer);
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = "11";
  let hidden = false;
  terminal.parser.registerCsiHandler({ prefix: "?", final: "h" }, (numbers) => {
    if (numbers.includes(25)) hidden = false;
    return false;
  });
  terminal.parser.registerCsiHandler({ prefix: "?", final: "l" }, (numbers) => {
    if (numbers.includes(25)) hidden = true;
    return false;
  });
  terminal.parser.registerEscHandler({ final: "c" }, () => {
    hidden = false;
    return false;
  });
  return {
    terminal,
    serialize: () => serializer.serialize(),
    write: (text) => new Promise((resolve) => terminal.write(text, resolve)),
    picture: () => {
      const { active, normal } = terminal.buffer;
      return {
        size: [terminal.cols, terminal.rows],
        type: active.type,
        cursor: [active.cursorX, active.cursorY, active.baseY, hidden],
        modes: terminal.modes,
        normal: linesOf(normal),
        active: linesOf(active),
        drawn: serializer.serialize(),
      };
    },
  };
}

function linesOf(buffer: headless.Terminal["buffer"]["active"]): string[] {
  return Array.from({ length: buffer.length }, (_, row) => {
    const line = buffer.getLine(row);
    // The uppermost line may continue one that has left the buffer: nothing shows it, and no text can make it so.
    return `${line?.isWrapped && row > 0 ? "+" : " "}${line?.translateToString(true) ?? ""}`;
  });
}
