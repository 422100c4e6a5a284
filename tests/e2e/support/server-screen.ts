import { id } from "#core/ids.ts";
import { comparedScreen } from "../../support/compared-screen.ts";
import { eventually } from "../../support/eventually.ts";
import { RawWindow } from "../../support/raw-window.ts";
import type { LiveDeck } from "./live-deck.ts";

/** The pane's screen as the server has it, one line for each row: what a window that comes now is given. */
export async function serverScreen(deck: LiveDeck, pane: string): Promise<string> {
  const url = new URL(deck.page.url()).origin;
  const cookies = await deck.page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const window = new RawWindow({ url }, { cookie, origin: url });
  try {
    await eventually(() => window.socket.connected);
    await window.hello({ kind: "speaker" });
    window.socket.emit("open", { pane: id<"pane">(pane), size: { cols: 80, rows: 24 }, have: null });
    await eventually(() => window.screens().length > 0);
    const [screen] = window.screens();
    if (!screen) return "";
    const drawn = comparedScreen(screen.cols, screen.rows);
    await drawn.write(screen.data);
    const { active } = drawn.terminal.buffer;
    const rows = Array.from({ length: screen.rows }, (_, row) =>
      (active.getLine(active.baseY + row)?.translateToString(true) ?? "").trimEnd(),
    );
    drawn.terminal.dispose();
    return rows.join("\n").trimEnd();
  } finally {
    window.close();
  }
}
