import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { id } from "#core/ids.ts";
import type { WindowKind } from "#core/protocol/messages.ts";
import { asSaid } from "#core/said.ts";
import type { Press } from "#core/show/press.ts";
import type { ShowState } from "#core/show/state.ts";
import type { Channel } from "../../../../slides/link/channel.ts";
import { ChannelLink } from "../../../../slides/link/channel-link.ts";
import { FakeBrowser } from "./fake-channels.ts";

let browser: FakeBrowser;
let pagehide: (() => void)[];

beforeEach(() => {
  vi.useFakeTimers();
  browser = new FakeBrowser();
  pagehide = [];
  // What Node's global object has not.
  vi.stubGlobal("sessionStorage", fakeStorage());
  vi.stubGlobal("addEventListener", (name: string, heard: () => void) => {
    if (name === "pagehide") pagehide.push(heard);
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** One for all windows: what they number only has to grow. */
function fakeStorage(): Pick<Storage, "getItem" | "setItem"> {
  const kept = new Map<string, string>();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value) };
}

interface OpenWindow {
  readonly link: ChannelLink;
  readonly channel: Channel;
  /** Closes it as a browser does. */
  readonly close: () => void;
}

function open(kind: WindowKind, name: string = kind): OpenWindow {
  const channel = browser.open();
  const link = new ChannelLink({ channel, window: id<"window">(name), kind, noAnswer: asSaid("no answer") });
  const hide = pagehide.at(-1);
  return {
    link,
    channel,
    close: () => {
      hide?.();
      browser.dead.add(channel);
    },
  };
}

function showAt(slide: number): Omit<ShowState, "leader" | "revision"> {
  return {
    language: "en",
    place: { slide, fragment: -1, shown: [], black: false },
    panes: {},
    steps: {},
    next: { will: "end" },
    clock: { ranMs: 0, runs: false },
  };
}

function next(request: string): Press {
  return { request: id<"request">(request), action: "next", chord: "" };
}

const passed = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe("who leads", () => {
  it("is the deck that was there first, also when a second one opens", async () => {
    const first = open("deck", "first");
    await passed(1000);
    const second = open("deck", "second");
    await passed(1000);
    expect([first.link.leads, second.link.leads]).toEqual([true, false]);
  });

  it("is one of two decks that open at the same time", async () => {
    const decks = [open("deck", "one"), open("deck", "other")];
    await passed(5000);
    expect(decks.filter(({ link }) => link.leads)).toHaveLength(1);
  });

  it("is the deck that took over", async () => {
    const first = open("deck", "first");
    await passed(1000);
    const second = open("deck", "second");
    await passed(1000);
    await second.link.takeOver();
    await passed(10);
    expect([first.link.leads, second.link.leads]).toEqual([false, true]);
  });

  it("stays the deck that was reloaded, though another one waits", async () => {
    const first = open("deck", "first");
    await passed(1000);
    const second = open("deck", "second");
    await passed(1000);
    first.close();
    await passed(2000);
    const reloaded = open("deck", "first");
    await passed(10_000);
    expect([reloaded.link.leads, second.link.leads]).toEqual([true, false]);
  });

  it.each(["closes", "dies"])("is the deck that waits when the one that led %s", async (how) => {
    const first = open("deck", "first");
    await passed(1000);
    const second = open("deck", "second");
    await passed(1000);
    if (how === "closes") first.close();
    else browser.dead.add(first.channel);
    await passed(15_000);
    expect(second.link.leads).toBe(true);
  });

  it("is nobody here when the server says that a deck elsewhere does", async () => {
    const deck = open("deck");
    await passed(1000);
    deck.link.yield();
    await passed(10_000);
    expect(deck.link.leads).toBe(false);
  });
});

describe("what the show looks like", () => {
  it("is heard by every window, and by one that joins later", async () => {
    const deck = open("deck");
    const speaker = open("speaker");
    await passed(1000);
    deck.link.tell(showAt(3));
    await passed(10);
    expect(speaker.link.heard?.state.place.slide).toBe(3);
    const late = open("speaker", "late");
    await passed(10);
    expect(late.link.heard?.state.place.slide).toBe(3);
  });

  it("is told to a deck that begins to lead, and by it from then on", async () => {
    const first = open("deck", "first");
    await passed(1000);
    const second = open("deck", "second");
    const speaker = open("speaker");
    first.link.tell(showAt(2));
    await passed(10);
    await second.link.takeOver();
    await passed(10);
    first.link.tell(showAt(7));
    second.link.tell(showAt(4));
    await passed(10);
    expect(speaker.link.heard?.state).toMatchObject({ leader: "second", place: { slide: 4 } });
  });

  it("is never what was told before", async () => {
    const deck = open("deck");
    const speaker = open("speaker");
    await passed(1000);
    deck.link.tell(showAt(1));
    deck.link.tell(showAt(2));
    await passed(10);
    const [older] = browser.said.filter(({ say }) => say === "show");
    if (!older) throw new Error("nothing was told");
    browser.open().say(older);
    await passed(10);
    expect(speaker.link.heard?.state.place.slide).toBe(2);
  });

  it("is missed for no longer than until the next look, when a message was lost", async () => {
    const deck = open("deck");
    const speaker = open("speaker");
    await passed(1000);
    browser.dead.add(speaker.channel);
    deck.link.tell(showAt(5));
    await passed(10);
    browser.dead.delete(speaker.channel);
    await passed(2000);
    expect(speaker.link.heard?.state.place.slide).toBe(5);
  });
});

describe("a press", () => {
  it("is acted on by the deck that leads, and answered", async () => {
    const acted: string[] = [];
    const deck = open("deck");
    deck.link.onPress(({ action }) => {
      acted.push(action);
      return { ok: true, pulse: true };
    });
    const watching = open("deck", "watching");
    watching.link.onPress(() => {
      acted.push("watching");
      return { ok: true };
    });
    const speaker = open("speaker");
    await passed(1000);
    const answer = speaker.link.press(next("a"));
    await passed(10);
    expect(await answer).toEqual({ ok: true, pulse: true });
    expect(acted).toEqual(["next"]);
  });

  it("is the same request, however often it is said because no answer came", async () => {
    const requests: string[] = [];
    const deck = open("deck");
    deck.link.onPress(({ request }) => {
      requests.push(request);
      return Promise.resolve({ ok: true });
    });
    const speaker = open("speaker");
    await passed(1000);
    browser.deaf.add(speaker.channel);
    const answer = speaker.link.press(next("a"));
    await passed(1000);
    browser.deaf.delete(speaker.channel);
    await passed(1000);
    expect(await answer).toEqual({ ok: true });
    expect(requests.length).toBeGreaterThan(1);
    expect(new Set(requests)).toEqual(new Set(["a"]));
  });

  it("is given up with a sentence when no deck is there", async () => {
    const speaker = open("speaker");
    const answer = speaker.link.press(next("a"));
    await passed(5000);
    expect(await answer).toEqual({ ok: false, why: "no answer" });
  });
});

describe("who is there", () => {
  it("the deck knows that a speaker window came, and that it went", async () => {
    const deck = open("deck");
    await passed(1000);
    expect(deck.link.speakerIsThere).toBe(false);
    const speaker = open("speaker");
    await passed(10);
    expect(deck.link.speakerIsThere).toBe(true);
    speaker.close();
    await passed(10);
    expect(deck.link.speakerIsThere).toBe(false);
  });

  it("the deck notices a speaker window that died without a word, and the speaker window such a deck", async () => {
    const deck = open("deck");
    const speaker = open("speaker");
    await passed(1000);
    browser.dead.add(speaker.channel);
    await passed(8000);
    expect(deck.link.speakerIsThere).toBe(false);
    expect(speaker.link.deckIsThere).toBe(false);
  });

  it("a speaker window that stays is never taken for gone", async () => {
    const deck = open("deck");
    open("speaker");
    let changes = 0;
    await passed(1000);
    deck.link.onChange(() => (changes += 1));
    await passed(60_000);
    expect(deck.link.speakerIsThere).toBe(true);
    expect(changes).toBe(0);
  });
});
