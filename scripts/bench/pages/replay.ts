/** What both players' pages offer to the benchmark: one way to seek, one way to see that it is on the screen. */

export interface Replay {
  /** Since the navigation, when the first screen was drawn. Rejects when it never comes. */
  first(): Promise<number>;
  /** Milliseconds from asking until a frame with one of `expected` is drawn. Rejects when none comes. */
  seek(ms: number, expected: readonly string[]): Promise<number>;
}

declare global {
  interface Window {
    replay: Replay;
    /** Made by the one who drives the page: what may be on the first screen. */
    firstScreens?: readonly string[];
  }
}

export interface Player {
  /** Element whose text is the screen. */
  screen(): Element | null;
  seek(ms: number): Promise<unknown>;
}

/** The first screen of every player is the one of this moment. */
export const FIRST_MS = 10_000.5;
const patienceMs = 10_000;

export function offerReplay(player: Player): void {
  const first = drawn(player, window.firstScreens ?? []);
  first.catch(() => undefined);
  window.replay = {
    first: () => first,
    seek: async (ms, expected) => {
      const startedAt = performance.now();
      await player.seek(ms);
      return (await drawn(player, expected)) - startedAt;
    },
  };
}

/** Looks at every frame; the one after that which shows the text says that it has been drawn. */
async function drawn(player: Player, expected: readonly string[]): Promise<number> {
  const until = performance.now() + patienceMs;
  for (;;) {
    await frame();
    const text = lettersOf(player.screen()?.textContent ?? "");
    if (expected.includes(text)) break;
    if (performance.now() > until) throw new Error(`"${text.slice(0, 80)}…" is on the screen instead`);
  }
  await frame();
  return performance.now();
}

function frame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Letters and digits: players draw spaces, blocks and lines each in their own way. */
export function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, "");
}
