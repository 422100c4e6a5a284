import { describeUnmet } from "#core/steps/failure.ts";
import { englishMap } from "./map-strings.ts";
import type { Strings } from "./strings.ts";

export const english: Strings = {
  recorded: "recorded",
  live: "live",
  typing: "typing…",
  failure: (failure) => {
    switch (failure.kind) {
      case "exit":
        return `exit ${failure.status}`;
      case "timeout":
        return `no end after ${Math.round(failure.afterMs / 1000)} s`;
      case "expectation":
        return describeUnmet(failure.unmet);
      case "lost":
        return `lost: ${failure.reason}`;
      case "cancelled":
        return "no longer waited for";
      case "told":
        return failure.says;
    }
  },
  sentence: (said) => said,
  trouble: (trouble) => {
    switch (trouble.kind) {
      case "step":
        return english.failure(trouble.why);
      case "silent":
        return "no answer";
      case "lost":
        return "connection lost";
      case "server":
        return "server not reached";
    }
  },
  callUnderstudy: "recording",
  stayLive: "stay live",
  refused: {
    noTake: "No recording is kept with this talk: it stays live.",
    damaged: "The recording cannot be read: it stays live.",
    lacksStep: "There is no recording of this step.",
    stepPlays: "The recorded step still plays. Go back to live when it has ended.",
    serverGone: "Not back to live yet: the server is not reached.",
    paneNotOpen: "Not back to live yet: the connection is not open. Shift+R opens it again.",
    liveStepRuns: "Not back to live yet: a step still runs in the live shell.",
    notReady: "Not back to live yet: the step's check did not succeed. Shift+U runs what was skipped.",
    nothingSkipped: "Nothing was skipped: there is nothing to catch up with.",
    caughtUp: "Caught up. Shift+L goes back to live.",
    catchUpFailed: "A step that was to catch up has failed. The recording goes on.",
  },
  behind: (steps) => `catching up · ${steps}`,
  keyboardHere: (giveBack) => `⌨ keyboard here — ${giveBack} gives it back`,
  takeKeyboard: "take the keyboard",
  opening: (where) => `Opening ${where}…`,
  stalled: (seconds) => `No answer for ${seconds} s. The shell may come back.`,
  lost: "Connection lost",
  notOpened: "This terminal cannot be opened",
  reopen: (key) => `Open again  ${key}`,
  unknownHost: "This machine is not known yet",
  unknownHostWhy:
    "Compare the fingerprint with the one the machine itself shows. Accept it only if both are the same.",
  hostName: "Machine",
  keyType: "Key",
  fingerprint: "Fingerprint",
  accept: (key) => `Accept this key  ${key}`,
  noRecording: (talk) => `No recording of this demo yet. Start with “npm start -- ${talk} --live”.`,
  noSource: (why) => `The terminals could not be started: ${why}`,
  disconnected: "Server not reached. Trying again…",
  nothingToRun: "No step has been shown on this slide yet.",
  nothingToDo: "There is nothing to do for this key now.",
  watching: "Watching · Shift+W takes over",
  noAnswer: "The deck did not answer. Look at it before you press again.",
  popUpBlocked:
    "The browser has blocked the speaker window. Allow pop-ups for this page, then press S again.",
  copied: "Copied",
  timeline: (pane) => `Recording of ${pane}`,
  jumpTo: "Slide number",
  search: "Search",
  noMatch: "not found",
  map: englishMap,
  helpTitle: "Keys",
  helpNote: "A clicker's Page Up and Page Down are all you need.",
  groups: { move: "Move", steps: "Steps", pane: "Terminal", view: "Show" },
  actions: {
    next: "Next: show, type and run",
    previous: "Back (never runs anything)",
    nextSlide: "Next slide, running nothing",
    previousSlide: "Previous slide",
    first: "First slide",
    last: "Last slide",
    jump: "Go to a slide by number",
    rerun: "Run the step again",
    moveOn: "Move on without waiting",
    understudy: "The recording steps in; between steps: back to live",
    stayLive: "Stay live, when asked",
    goLive: "Back to live, between steps",
    catchUp: "Run behind the recording what it has played",
    takeKeyboard: "Take the keyboard",
    giveKeyboardBack: "Give the keyboard back",
    choosePane: "Choose a terminal",
    clear: "Clear",
    bigger: "Bigger type",
    smaller: "Smaller type",
    resetType: "Usual type size",
    search: "Search the output",
    copy: "Copy the selection",
    reopen: "Open the shell again",
    acceptHost: "Accept a host key",
    overview: "Overview of all slides",
    blackout: "Black screen",
    fullscreen: "Full screen",
    language: "The talk in another language",
    audience: "The room's address, as a QR code",
    takeOver: "This window leads (in a second one)",
    speaker: "Speaker window",
    clock: "Stop the talk's clock, or let it run on",
    resetDemo: "The demo back to its start (asks first)",
    doctor: "Can the last row read this screen?",
    resetClock: "The talk's clock back to 0:00",
    pairPhone: "Pair a phone as remote",
    unpair: "Unpair all phones",
    help: "This list",
  },
  back: "Back",
  forward: "Next",
  helpHint: "? keys",
};
