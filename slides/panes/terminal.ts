import { SearchAddon } from "@xterm/addon-search";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import { WebLinksAddon } from "@xterm/addon-web-links";
import { Terminal } from "@xterm/xterm";
import type { Size } from "#core/protocol/messages.ts";
import { stageColours } from "./colours.ts";
import { leaveUnanswered } from "./questions.ts";
import { chooseRenderer } from "./renderer.ts";
import { pasteTextOnly } from "./safe-paste.ts";
import { TERMINAL_FONT } from "./type.ts";

export interface StageTerminal {
  readonly terminal: Terminal;
  readonly search: SearchAddon;
}

/** An xterm.js terminal as the stage wants it, drawn in `host`. It takes no input until it is told to. */
export function openTerminal(
  host: HTMLElement,
  options: { readonly size: Size; readonly px: number; readonly scrollback: number },
): StageTerminal {
  const terminal = new Terminal({
    allowProposedApi: true,
    cols: options.size.cols,
    rows: options.size.rows,
    scrollback: options.scrollback,
    fontFamily: TERMINAL_FONT,
    fontSize: options.px,
    fontWeight: 400,
    fontWeightBold: 600,
    theme: stageColours,
    minimumContrastRatio: 4.5,
    drawBoldTextInBrightColors: false,
    cursorBlink: false,
    cursorStyle: "block",
    cursorInactiveStyle: "block",
    disableStdin: true,
    macOptionIsMeta: true,
    linkHandler: { activate: (_event, address) => openLink(address), allowNonHttpProtocols: false },
  });
  const search = new SearchAddon();
  leaveUnanswered(terminal);
  terminal.loadAddon(search);
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = "11";
  terminal.loadAddon(new WebLinksAddon((_event, address) => openLink(address)));
  terminal.open(host);
  pasteTextOnly(host, terminal);
  void chooseRenderer(terminal);
  return { terminal, search };
}

/** In a window of its own that cannot reach back into the deck. */
function openLink(address: string): void {
  window.open(address, "_blank", "noopener,noreferrer");
}

/** xterm.js draws no cursor before it had the focus once, which only a terminal that is seen can have. */
export function wakeCursor(terminal: Terminal): void {
  // In a frame it would take the presenter's keys from the page around it.
  if (window.parent !== window) return;
  const before = document.activeElement;
  terminal.focus();
  terminal.blur();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
}

/** Measures again after a font has arrived: xterm.js does so when the value of the option changes. */
export function measureAgain(terminal: Terminal): void {
  const now = terminal.options.fontFamily;
  terminal.options.fontFamily = now === TERMINAL_FONT ? `${TERMINAL_FONT}, monospace` : TERMINAL_FONT;
  terminal.clearTextureAtlas();
}

/** All that is on the screen and above it: lines that were broken at its edge are whole, empty ones at the end left out. */
export function textOf({ buffer: { active } }: Terminal): string {
  let text = "";
  for (let row = 0; row < active.length; row++) {
    const line = active.getLine(row);
    const goesOn = active.getLine(row + 1)?.isWrapped ?? false;
    text += `${line?.translateToString(!goesOn) ?? ""}${goesOn ? "" : "\n"}`;
  }
  return text.trimEnd();
}
