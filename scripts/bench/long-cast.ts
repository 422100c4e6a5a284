/** A long recording that looks like work in a terminal, the same on every machine: for tests and the benchmark. */

/** `[atMs, output]` or `[atMs, cols, rows]`. */
export type WorkEvent = readonly [number, string] | readonly [number, number, number];

export interface Work {
  readonly cols: number;
  readonly rows: number;
  readonly durationMs: number;
  readonly events: readonly WorkEvent[];
}

export interface WorkOptions {
  readonly minutes: number;
  /** Output, in millions of UTF-16 code units. */
  readonly megabytes: number;
  readonly seed?: number;
  /** Whether the window changes its size now and then. */
  readonly resizes?: boolean;
}

/** Mulberry32: small, fast, and good enough to make text. */
export function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

/** Logs, listings, progress bars, an editor and a process table, in turn, at the given density. */
export function longWork({ minutes, megabytes, seed = 1, resizes = false }: WorkOptions): Work {
  const roll = dice(seed);
  const durationMs = minutes * 60_000;
  const goal = megabytes * 1_000_000;
  const size = { cols: 100, rows: 30 };
  const acts = [log, log, listing, progress, editor, processes, japanese];
  const events: WorkEvent[] = [];
  let written = 0;
  while (written < goal) {
    if (resizes && roll(6) === 0) events.push([atMs(), 60 + roll(60), 20 + roll(20)]);
    const act = acts[roll(acts.length)] ?? log;
    const current = events.findLast((event) => event.length === 3);
    const now = current ? { cols: current[1], rows: current[2] } : size;
    for (const output of act(roll, now)) {
      events.push([atMs(), output]);
      written += output.length;
      if (written >= goal) break;
    }
    events.push([atMs(), "\x1b[0m\x1b[1;32mcore@web1\x1b[0m:\x1b[34m~\x1b[0m$ "]);
  }
  return { ...size, durationMs, events };

  function atMs(): number {
    return Math.min(durationMs, Math.round((written / goal) * durationMs));
  }
}

type Act = (roll: (sides: number) => number, size: { cols: number; rows: number }) => Iterable<string>;

const WORDS =
  "unit machine cluster active running launched etcd fleet docker nginx deploy image pulled".split(" ");

function sentence(roll: (sides: number) => number, words: number): string {
  return Array.from({ length: words }, () => WORDS[roll(WORDS.length)]).join(" ");
}

const log: Act = function* (roll) {
  for (let line = 0; line < 120; line++) {
    const level = ["\x1b[32mINFO\x1b[0m", "\x1b[33mWARN\x1b[0m", "\x1b[1;31mERROR\x1b[0m"][roll(3)] ?? "";
    yield `\x1b[2m${roll(1e6)}\x1b[0m ${level} \x1b[38;5;${16 + roll(216)}m${sentence(roll, 2)}\x1b[0m ${sentence(roll, 3 + roll(14))}\r\n`;
  }
};

const listing: Act = function* (roll) {
  for (let line = 0; line < 40; line++) {
    yield `-rw-r--r-- 1 core core ${String(roll(1e7)).padStart(9)} \x1b[1;3${roll(7)}m${sentence(roll, 1)}-${roll(1e4)}\x1b[0m\r\n`;
  }
};

const progress: Act = function* (roll) {
  yield "\x1b[?25l";
  for (let done = 0; done <= 100; done += 1 + roll(3)) {
    yield `\r\x1b[2K\x1b[38;2;${roll(256)};200;90m${"█".repeat(done / 4)}\x1b[0m${"░".repeat(25 - done / 4)} ${done}%`;
  }
  yield "\x1b[?25h\r\n";
};

/** An editor on the alternate screen that scrolls within a region, as vim does. */
const editor: Act = function* (roll, { cols, rows }) {
  yield `\x1b[?1049h\x1b[?1h\x1b=\x1b[1;${rows}r\x1b[2J\x1b[H`;
  for (let row = 1; row < rows; row++)
    yield `\x1b[${row};1H\x1b[33m${String(row).padStart(4)}\x1b[0m ${sentence(roll, 6)}`;
  for (let edit = 0; edit < 60; edit++) {
    const row = 1 + roll(rows - 2);
    if (roll(4) === 0) yield `\x1b[1;${rows - 1}r\x1b[${rows - 1};1H\n\x1b[1;${rows}r`;
    yield `\x1b[?25l\x1b[${row};${1 + roll(cols - 20)}H\x1b[7m${sentence(roll, 1)}\x1b[27m\x1b[${rows};1H\x1b[1m-- INSERT --\x1b[0m\x1b[K`;
    yield `\x1b[${row};${1 + roll(cols - 1)}H\x1b[?25h`;
  }
  yield `\x1b[${rows};1H\x1b[K\x1b[?1l\x1b>\x1b[?1049l`;
};

const processes: Act = function* (roll, { cols, rows }) {
  yield "\x1b[?1049h\x1b[22;0;0t\x1b[?25l\x1b[H\x1b[2J";
  for (let frame = 0; frame < 12; frame++) {
    for (let row = 1; row <= rows; row++) {
      yield `\x1b[${row};1H\x1b[4${roll(8)}m${sentence(roll, 9).slice(0, cols).padEnd(cols)}\x1b[0m`;
    }
  }
  yield "\x1b[?25h\x1b[?1049l\x1b[23;0;0t";
};

const japanese: Act = function* (roll) {
  for (let line = 0; line < 30; line++) {
    yield `${"クラスタにコンテナを配置する。👍 ".repeat(1 + roll(6))}${sentence(roll, roll(4))}\r\n`;
  }
};
