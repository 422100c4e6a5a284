import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  burstMs,
  calmTickChars,
  calmTicks,
  floodScreenTicks,
  join,
  nextFeed,
  type FeedEffect,
  type FeedState,
  tickMs,
} from "#core/feed/feed.ts";

const rules = { windowChars: 100, burstChars: 60, untoldChars: 10 };

/** A pane, a wire and a window around the machine: what the window has drawn must never have a hole. */
class Room {
  end = 0;
  now = 0;
  state: FeedState;
  /** Output and screens on their way to the window, in order. */
  wire: { from: number; to: number; screen: boolean }[] = [];
  drawn: number | null = null;
  ticking = false;
  unacknowledged = 0;
  hasScrollback = false;

  constructor(have: number | null) {
    this.drawn = have;
    this.hasScrollback = have !== null;
    const [state, effects] = join(have);
    this.state = state;
    this.perform(effects);
  }

  print(chars: number): void {
    const start = this.end;
    this.end += chars;
    this.enter(nextFeed(this.state, { type: "output", at: this.now, start, end: this.end }, rules));
  }

  draw(): void {
    const message = this.wire.shift();
    if (!message) return;
    if (!message.screen) expect(message.from).toBe(this.drawn);
    this.drawn = message.to;
    this.enter(nextFeed(this.state, { type: "acked", offset: message.to }, rules));
  }

  tick(): void {
    this.now += tickMs;
    if (!this.ticking) return;
    this.ticking = false;
    this.enter(nextFeed(this.state, { type: "tick", end: this.end }, rules));
  }

  prompt(): void {
    this.enter(nextFeed(this.state, { type: "atPrompt", end: this.end }, rules));
  }

  enter([state, effects]: [FeedState, FeedEffect[]]): void {
    this.state = state;
    this.perform(effects);
  }

  perform(effects: FeedEffect[]): void {
    for (const effect of effects) {
      if (effect.do === "sendOutput") this.send(effect.from, false);
      else if (effect.do === "tick") this.ticking = true;
      else {
        this.send(this.end, true);
        this.hasScrollback = effect.full;
        this.enter(
          nextFeed(
            this.state,
            { type: "screenSent", offset: this.end, full: effect.full, end: this.end },
            rules,
          ),
        );
      }
    }
  }

  send(from: number, screen: boolean): void {
    if (screen || from < this.end) this.wire.push({ from, to: this.end, screen });
  }
}

const events = fc.array(
  fc.oneof(
    fc.record({ print: fc.integer({ min: 1, max: 3 * calmTickChars }) }),
    fc.record({ print: fc.integer({ min: 1, max: 20 }) }),
    fc.constant("draw" as const),
    fc.constant("tick" as const),
    fc.constant("prompt" as const),
  ),
  { maxLength: 200 },
);

describe("a window's feed", () => {
  it("[P6] never leaves a hole, and in the end shows everything with its scrollback", () => {
    fc.assert(
      fc.property(events, fc.boolean(), (steps, fresh) => {
        const room = new Room(fresh ? null : 0);
        for (const step of steps) {
          if (step === "draw") room.draw();
          else if (step === "tick") room.tick();
          else if (step === "prompt") room.prompt();
          else room.print(step.print);
        }
        for (let i = 0; i < 20; i++) {
          while (room.wire.length > 0) room.draw();
          room.tick();
        }
        expect(room.drawn).toBe(room.end);
        expect(room.hasScrollback).toBe(true);
        expect(room.state.at).toBe("following");
      }),
    );
  });

  it("[P10] sends a lagging window no backlog: screens, and each only when the last is drawn", () => {
    const room = new Room(0);
    for (let i = 0; i < 50; i++) {
      room.print(calmTickChars + 1);
      room.tick();
    }
    const waiting = room.wire.filter((message) => message.screen);
    expect(waiting.length).toBeLessThanOrEqual(1);
    expect(
      room.wire.filter((message) => !message.screen).reduce((sum, { from, to }) => sum + to - from, 0),
    ).toBeLessThanOrEqual(rules.windowChars);
  });

  it("[P10] sends a window that draws at once one screen in several ticks while the flood runs", () => {
    const room = new Room(0);
    let screens = 0;
    for (let i = 0; i < 5 * floodScreenTicks; i++) {
      room.print(calmTickChars + 1);
      room.tick();
      screens += room.wire.filter((message) => message.screen).length;
      while (room.wire.length > 0) room.draw();
    }
    expect(screens).toBe(5);
  });

  it("shows the prompt that ends a flood at once, or as soon as the last screen is drawn", () => {
    const room = new Room(0);
    room.print(1000);
    room.prompt();
    expect(room.wire.map(({ screen, to }) => screen && to)).toEqual([1000]);
    room.print(calmTickChars + 1);
    room.prompt();
    expect(room.wire).toHaveLength(1);
    room.draw();
    expect(room.wire.map(({ screen, to }) => screen && to)).toEqual([room.end]);
    room.draw();
    expect(room.wire).toEqual([]);
  });

  it("takes a burst for a flood even when the window draws everything at once, and a trickle for none", () => {
    const fast = new Room(0);
    for (let i = 0; i < 7; i++) {
      fast.print(10);
      fast.draw();
    }
    expect(fast.state.at).toBe("skipping");

    const slow = new Room(0);
    for (let i = 0; i < 50; i++) {
      slow.print(10);
      slow.draw();
      slow.now += burstMs / 5;
    }
    expect(slow.state.at).toBe("following");
  });

  it("does not wait for the acknowledgement of so little that none was owed", () => {
    const screensAfter = (untold: number): number => {
      const room = new Room(0);
      room.print(untold);
      // Drawn, and not told.
      room.wire = [];
      room.print(1000);
      for (let i = 0; i < calmTicks; i++) room.tick();
      return room.wire.length;
    };
    expect(screensAfter(rules.untoldChars - 1)).toBe(1);
    expect(screensAfter(rules.untoldChars)).toBe(0);
  });

  it("ends a flood only after several calm ticks in a row", () => {
    const room = new Room(0);
    room.print(1000);
    const screens: string[] = [];
    for (let i = 0; i < calmTicks + 1; i++) {
      room.tick();
      screens.push(room.wire.some((message) => message.screen) ? "screen" : "nothing");
      room.draw();
      if (i === 0) room.print(calmTickChars + 1);
    }
    expect(screens[0]).toBe("screen");
    expect(room.state.at).toBe("skipping");
    room.tick();
    room.draw();
    expect(room.state.at).toBe("following");
    expect(room.hasScrollback).toBe(true);
  });
});
