import { id } from "#core/ids.ts";
import { comparedScreen } from "../../support/compared-screen.ts";
import { eventually } from "../../support/eventually.ts";
import { RawWindow } from "../../support/raw-window.ts";
import type { LiveDeck } from "./live-deck.ts";

/** Waits until the deck's server knows that it is there. */
export async function serverKnows(deck: LiveDeck): Promise<void> {
  using speaker = await besideDeck(deck);
  await eventually(() => speaker.driving?.leadIsHere === true);
}

/** The pane's screen as the server has it, one line for each row: what a window that comes now is given. */
export async function serverScreen(deck: LiveDeck, pane: string): Promise<string> {
  using window = await besideDeck(deck);
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
}

/** A speaker window without a page, let in as the deck's browser is. */
async function besideDeck(deck: LiveDeck): Promise<RawWindow> {
  const url = new URL(deck.page.url()).origin;
  const cookies = await deck.page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const window = new RawWindow({ url }, { cookie, origin: url });
  await eventually(() => window.socket.connected);
  await window.hello({ kind: "speaker" });
  return window;
}
