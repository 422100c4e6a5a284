import type { PaneId } from "#core/ids.ts";
import type { Source } from "../sources/source.ts";
import type { Strings } from "../ui/strings.ts";
import type { CellShape } from "./fit.ts";

/** What every pane of the deck shares. */
export interface PaneContext {
  /** Null where nothing brings the panes to life; `trouble` then says why. */
  readonly source: Source | null;
  readonly trouble: string;
  readonly strings: Strings;
  /** BCP 47. */
  readonly language: string;
  readonly cell: CellShape;
  /** Null in a window that only watches: its panes have no buttons, and the stage's size. */
  readonly hand: PaneHand | null;
}

/** The presenter's hand on the panes themselves. */
export interface PaneHand {
  readonly takeKeyboard: (pane: PaneId) => void;
  readonly reopen: (pane: PaneId) => void;
  readonly acceptHost: (pane: PaneId, fingerprint: string) => void;
  readonly callUnderstudy: (pane: PaneId) => void;
  readonly stayLive: () => void;
  /** Whether the presenter is asked on another window, so that the room sees no question here. */
  readonly askedElsewhere: () => boolean;
  /** Tells the presenter on another window; false where there is none. */
  readonly tellElsewhere: (pane: PaneId, says: string) => boolean;
}
