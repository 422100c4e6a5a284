/** What the deck's `panes/layer.ts` brings of a terminal. */
import "@xterm/xterm/css/xterm.css";
export { screenOf } from "../../../../slides/panes/screen.ts";
export { openTerminal } from "../../../../slides/panes/terminal.ts";
