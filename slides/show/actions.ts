import type { PageDeck } from "#core/deck/page.ts";
import type { ActionName } from "#core/show/press.ts";
import type { Deck } from "../deck/deck.ts";
import type { ShowLink } from "../link/link.ts";
import type { OtherLanguage } from "../ui/languages.ts";
import type { Strings } from "../ui/strings.ts";
import type { Moves } from "./moves.ts";
import type { Overlays } from "./overlays.ts";
import type { PaneKeys } from "./pane-keys.ts";
import type { Panes } from "./panes.ts";
import { openSpeakerWindow } from "./speaker-window.ts";
import type { Steps } from "./steps.ts";
import type { TalkClock } from "./talk-clock.ts";

/** What each key does; false leaves the key to the browser. */
export type Actions = Readonly<Record<ActionName, (chord: string) => boolean>>;

/** What the keys reach. */
export interface Reach {
  readonly deck: Deck;
  readonly strings: Strings;
  readonly panes: Panes;
  readonly steps: Steps;
  readonly moves: Moves;
  readonly keys: PaneKeys;
  readonly overlays: Overlays;
  readonly clock: TalkClock;
  readonly languages: readonly OtherLanguage[];
  /** Null until the deck is tied to the other windows. */
  readonly link: () => ShowLink | null;
  readonly page: () => PageDeck;
  /** The demo, and with it the talk, begins again. */
  readonly beginAgain: () => void;
  /** The clock was touched: the other windows are told. */
  readonly clockChanged: () => void;
  /** Says something in the stage's bar. */
  readonly tell: (sentence: string) => void;
}

export function showActions(reach: Reach): Actions {
  const { deck, strings, panes, steps, moves, keys, overlays, clock, languages, link, page } = reach;
  return {
    next: () => done(() => moves.forward()),
    previous: () => done(() => moves.back()),
    nextSlide: () => done(() => moves.bySlide(1)),
    previousSlide: () => done(() => moves.bySlide(-1)),
    first: () => done(() => moves.toFirst()),
    last: () => done(() => moves.toLast()),
    jump: (chord) => done(() => moves.jump(chord)),
    rerun: () => done(() => steps.rerun() || panes.current?.tell(strings.nothingToRun)),
    moveOn: () => done(() => void steps.moveOn()),
    understudy: () => keys.onUnderstudy((understudy, pane) => understudy.key(pane.id)),
    stayLive: () => keys.stayLive(),
    goLive: () => keys.onUnderstudy((understudy, pane) => understudy.goLive(pane.id)),
    catchUp: () => keys.onUnderstudy((understudy, pane) => understudy.catchUp(pane.id)),
    resetDemo: () => done(() => overlays.showReset(page(), reach.beginAgain)),
    takeKeyboard: () => keys.on((pane) => panes.takeKeyboard(pane)),
    giveKeyboardBack: () => done(() => panes.giveKeyboardBack()),
    choosePane: (chord) => panes.choose(Number(chord) - 1),
    clear: () => keys.ask((source, pane) => source.clear(pane.id)),
    bigger: () => keys.on((pane) => pane.terminal.zoom(1)),
    smaller: () => keys.on((pane) => pane.terminal.zoom(-1)),
    resetType: () => keys.on((pane) => pane.terminal.zoom(0)),
    search: () => keys.on((pane) => pane.terminal.search()),
    copy: () => keys.copy(),
    reopen: () => keys.ask((source, pane) => source.reopen(pane.id)),
    acceptHost: () => keys.acceptHost(),
    overview: (chord) => (chord === "Escape" && keys.stayLive()) || done(() => deck.reveal.toggleOverview()),
    blackout: () => done(() => deck.reveal.togglePause()),
    fullscreen: () => done(() => void toggleFullscreen()),
    language: () => moves.speak(languages[0]),
    takeOver: () => done(() => void link()?.takeOver()),
    speaker: () => done(() => openSpeakerWindow(page().talk) || reach.tell(strings.popUpBlocked)),
    clock: () => onClock(() => clock.toggle()),
    pairPhone: () => done(() => pairPhone()),
    unpair: () => done(() => void link()?.pair({ do: "unpairAll" })),
    resetClock: () => onClock(() => clock.reset()),
    audience: () => done(() => overlays.audience.toggle()),
    doctor: () => done(() => overlays.showDoctor(page())),
    help: () => done(() => overlays.help.toggle()),
  };

  function onClock(act: () => void): true {
    act();
    reach.clockChanged();
    return true;
  }

  function pairPhone(): void {
    const linked = link();
    if (linked) void overlays.pairPhone(linked, page());
  }
}

function done(act: () => unknown): true {
  act();
  return true;
}

async function toggleFullscreen(): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await document.documentElement.requestFullscreen();
}
