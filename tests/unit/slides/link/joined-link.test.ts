import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { id } from "#core/ids.ts";
import type { Answer, WindowKind } from "#core/protocol/messages.ts";
import { asSaid } from "#core/said.ts";
import type { Press } from "#core/show/press.ts";
import type { ShowState } from "#core/show/state.ts";
import { ChannelLink } from "../../../../slides/link/channel-link.ts";
import { JoinedLink, type ServerLink } from "../../../../slides/link/joined-link.ts";
import type { ShowLink } from "../../../../slides/link/link.ts";
import type { Disposable } from "../../../../slides/sources/source.ts";
import { FakeBrowser } from "./fake-channels.ts";

let browser: FakeBrowser;

beforeEach(() => {
  vi.useFakeTimers();
  browser = new FakeBrowser();
  let kept: string | null = null;
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("sessionStorage", {
    getItem: () => kept,
    setItem: (_name: string, value: string) => (kept = value),
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const passed = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const next: Press = { request: id<"request">("a"), action: "next", chord: "" };

/** A server's link whose facts a test sets. */
class FakeServerLink implements ServerLink {
  readonly window;
  readonly speakerIsThere = false;
  readonly audienceUrl = null;
  readonly pairing = null;
  readonly room = null;
  readonly questions = 0;
  readonly viewers = 12;
  readonly sent: ShowState[] = [];
  readonly pressed: Press[] = [];
  heard: ShowLink["heard"] = null;
  leads = false;
  deckIsThere = false;
  mayPress = true;
  isOpen = true;
  #changed: () => void = () => undefined;

  constructor(window: string) {
    this.window = id<"window">(window);
  }

  tell(): void {
    throw new Error("The states of both links have one number.");
  }

  send(state: ShowState): void {
    this.sent.push(state);
  }

  press(press: Press): Promise<Answer> {
    this.pressed.push(press);
    return Promise.resolve({ ok: true });
  }

  onPress(): Disposable {
    return { dispose: () => undefined };
  }

  takeOver(): Promise<Answer> {
    this.set({ leads: true });
    return Promise.resolve({ ok: true });
  }

  pair(): Promise<Answer> {
    return Promise.resolve({ ok: true });
  }

  allow(): Promise<Answer> {
    return Promise.resolve({ ok: true });
  }

  putAway(): Promise<Answer> {
    return Promise.resolve({ ok: true });
  }

  onReactions(): Disposable {
    return { dispose: () => undefined };
  }

  onChange(listener: () => void): Disposable {
    this.#changed = listener;
    return { dispose: () => undefined };
  }

  set(facts: Partial<Pick<this, "heard" | "leads" | "deckIsThere" | "isOpen">>): void {
    Object.assign(this, facts);
    this.#changed();
  }
}

interface JoinedWindow {
  readonly link: JoinedLink;
  readonly server: FakeServerLink;
  readonly channel: ChannelLink;
}

function open(kind: WindowKind, name: string = kind): JoinedWindow {
  const server = new FakeServerLink(name);
  const channel = new ChannelLink({
    channel: browser.open(),
    window: id<"window">(name),
    kind,
    noAnswer: asSaid("no answer"),
  });
  return { server, channel, link: new JoinedLink(server, channel) };
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

describe("the server and the browser's channel together", () => {
  it("lead where the server says so, also when the channel would have it otherwise", async () => {
    const first = open("deck", "first");
    const second = open("deck", "second");
    await passed(1000);
    first.server.set({ leads: false });
    second.server.set({ leads: true });
    await passed(1000);
    expect([first.link.leads, second.link.leads]).toEqual([false, true]);
    expect([first.channel.leads, second.channel.leads]).toEqual([false, true]);
  });

  it("go on without the server, with the same deck in the lead", async () => {
    const deck = open("deck");
    const speaker = open("speaker");
    deck.server.set({ leads: true });
    await passed(1000);
    for (const { server } of [deck, speaker]) server.set({ isOpen: false });
    deck.link.tell(showAt(6));
    await passed(10);
    expect(deck.link.leads).toBe(true);
    expect(speaker.link.deckIsThere).toBe(true);
    expect(speaker.link.heard?.state.place.slide).toBe(6);
  });

  it("give what is told one number", async () => {
    const deck = open("deck");
    const speaker = open("speaker");
    deck.server.set({ leads: true });
    await passed(1000);
    deck.link.tell(showAt(6));
    await passed(10);
    expect(deck.server.sent.map(({ revision }) => revision)).toEqual([speaker.channel.heard?.state.revision]);
  });

  it("believe the newer of two that were told by the same deck", async () => {
    const deck = open("deck");
    const speaker = open("speaker");
    deck.server.set({ leads: true });
    await passed(1000);
    deck.link.tell(showAt(1));
    deck.link.tell(showAt(2));
    await passed(10);
    const [older] = deck.server.sent;
    if (!older) throw new Error("nothing was sent");
    speaker.server.set({ heard: { state: older, at: performance.now() + 50 } });
    expect(speaker.link.heard?.state.place.slide).toBe(2);
  });

  it("press the deck of this browser, and the server only where it is somewhere else", async () => {
    const deck = open("deck");
    const speaker = open("speaker");
    deck.server.set({ leads: true });
    deck.link.onPress(() => ({ ok: true, pulse: true }));
    await passed(1000);
    const answer = speaker.link.press(next);
    await passed(10);
    expect(await answer).toEqual({ ok: true, pulse: true });
    expect(speaker.server.pressed).toEqual([]);

    deck.server.set({ leads: false });
    const [deckChannel] = browser.channels;
    if (deckChannel) browser.dead.add(deckChannel);
    await passed(10_000);
    await speaker.link.press(next);
    expect(speaker.server.pressed).toEqual([next]);
  });

  it("count viewers, and know who is there by either", async () => {
    const deck = open("deck");
    open("speaker");
    await passed(100);
    expect(deck.link.viewers).toBe(12);
    expect(deck.link.speakerIsThere).toBe(true);
  });
});
