import type { Terminal } from "@xterm/xterm";

/** All that is no text: an escape in it would end the paste early, and the shell would run what stands behind it. */
const CONTROLS = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;

/** Pastes text and nothing else. xterm.js takes over what a web page has hidden in what was copied from it. */
export function pasteTextOnly(host: HTMLElement, terminal: Terminal): void {
  const paste = (event: ClipboardEvent): void => {
    const copied = event.clipboardData?.getData("text/plain") ?? "";
    event.preventDefault();
    event.stopPropagation();
    terminal.paste(copied.replaceAll(CONTROLS, ""));
  };
  host.addEventListener("paste", paste, { capture: true });
}
