import { catFigures, firstScreenMs, keyMs, mapFigures, memoryMB, promptMs, seekMs } from "./figures.ts";
import { samplesOf, type Sample } from "./samples.ts";
import { median } from "./statistics.ts";

/** An aim of the kit and how the run stands to it. */
export interface Verdict {
  readonly aim: string;
  readonly found: string;
  /** Null where it was not measured. */
  readonly met: boolean | null;
}

/** Seeks to the slowest place may take so many times as long as to the fastest: that is flat, within the noise. */
const flatFactor = 1.35;

export function verdicts(samples: readonly Sample[]): Verdict[] {
  return [
    ...typingAims(samples),
    ...catAims(samples),
    ...promptAims(samples),
    atMost("server memory under 150 MB in all of it", memoryMB(samples, "kuroko"), 150, "MB"),
    ...takeAims(samples),
    ...seekAims(samples),
    ...mapAims(samples),
    ...audienceAims(samples),
    ...understudyAims(samples),
  ];
}

/** Both moments are judged: until it is drawn there is a wait for the browser's next frame in it, the same for all. */
function typingAims(samples: readonly Sample[]): Verdict[] {
  const moments = [
    ["bufferMs", "in the terminal"],
    ["drawnMs", "drawn"],
  ] as const;
  return moments.flatMap(([until, words]) => {
    const [own, plain, wetty] = (["kuroko", "plain", "wetty"] as const).map((peer) =>
      keyMs(samples, peer, until, 50),
    );
    return [
      ratio(`keystroke p50 until it is ${words} at most 1.1 times the plain page's`, own, plain, 1.1),
      ratio(`keystroke p50 until it is ${words} at most half of wetty's`, own, wetty, 0.5),
    ];
  });
}

function catAims(samples: readonly Sample[]): Verdict[] {
  const [own, plain, wetty] = (["kuroko", "plain", "wetty"] as const).map((peer) =>
    catFigures(samples, "plain", peer),
  );
  const peers = [plain?.ms, wetty?.ms].filter((ms) => ms !== undefined);
  const faster = peers.length < 2 ? NaN : Math.min(...peers);
  const all = samplesOf(samples, "cat").filter(({ peer }) => peer === "kuroko");
  const wrong = all.find(({ difference }) => difference !== null);
  return [
    ratio("50 MB in at most a third of the faster peer's time", own?.ms, faster, 1 / 3),
    {
      aim: "screen and scrollback exact after 50 MB",
      found: wrong ? `${wrong.kind}: ${wrong.difference ?? ""}` : "no difference",
      met: all.length === 0 ? null : !wrong,
    },
  ];
}

function promptAims(samples: readonly Sample[]): Verdict[] {
  const own = promptMs(samples, "kuroko");
  const worst = own.length === 0 ? NaN : Math.max(...own);
  return [
    atMost("Ctrl-C after `yes` under 200 ms, every time", worst, 200, "ms"),
    ratio("Ctrl-C at most half of wetty's", median(own), median(promptMs(samples, "wetty")), 0.5),
  ];
}

function takeAims(samples: readonly Sample[]): Verdict[] {
  const [take] = samplesOf(samples, "take");
  const aim = "every byte of 50 MB in the take, or its limit said";
  if (!take) return [{ aim, found: "", met: null }];
  const { castBytes, outputBytes, keptScreensAfterMs } = take;
  const found =
    keptScreensAfterMs === null
      ? `${castBytes} bytes of cast, no limit said`
      : `screens only after ${keptScreensAfterMs} ms, said in the manifest`;
  return [{ aim, found, met: keptScreensAfterMs !== null || castBytes >= outputBytes }];
}

function seekAims(samples: readonly Sample[]): Verdict[] {
  const places = [25, 50, 75, 95].map((percent) => seekMs(samples, "kuroko", { percent, backwards: false }));
  const slowest = Math.max(...places);
  const first = firstScreenMs(samples, "kuroko");
  const segmented = firstScreenMs(samples, "asciinema segmented");
  return [
    atMost("seek p50 under 40 ms to the drawn frame", seekMs(samples, "kuroko"), 40, "ms"),
    ratio("seek flat over the position", slowest, Math.min(...places), flatFactor, "times the fastest"),
    ratio("first screen at most as late as asciinema-player's segmented mode", first, segmented, 1),
  ];
}

function mapAims(samples: readonly Sample[]): Verdict[] {
  const { p95, idlePercent } = mapFigures(samples) ?? { p95: NaN, idlePercent: NaN };
  return [
    atMost(
      "map of 50 machines and 500 units, 20 changes a second: p95 of frames at 60 a second",
      p95,
      17.7,
      "ms",
    ),
    atMost("map at rest: under 2 % of a core", idlePercent, 2, "%"),
  ];
}

function audienceAims(samples: readonly Sample[]): Verdict[] {
  const most = samplesOf(samples, "fanOut")
    .filter(({ carrier }) => carrier === "kuroko")
    .at(-1);
  const room = `${most?.viewers ?? 2000} viewers on one core`;
  const slow = samplesOf(samples, "slow")[0];
  const late = samplesOf(samples, "late").flatMap(({ ms }) => ms);
  const [one, two] = [1, 2].map((relays) =>
    samplesOf(samples, "relay").find((sample) => sample.relays === relays),
  );
  return [
    {
      aim: `${room}: everything delivered`,
      found: most ? `${(100 * most.delivered).toFixed(2)} %` : "",
      met: most ? most.delivered >= 1 : null,
    },
    atMost(`${room}: p99 under 200 ms`, most?.p99Ms ?? NaN, 200, "ms"),
    atMost(`${room}: at most 60 % of it`, most?.cpuPercent ?? NaN, 60, "%"),
    atMost("20 viewers at 10 KB/s: the others' p99 under 200 ms", slow?.p99Ms ?? NaN, 200, "ms"),
    atMost("20 viewers at 10 KB/s: less than 50 MB for them", (slow?.grownBytes ?? NaN) / 1e6, 50, "MB"),
    atMost(
      "the slowest of 20 late-comers has the screen in under 200 ms",
      late.length ? Math.max(...late) : NaN,
      200,
      "ms",
    ),
    ratio(
      "two relays carry about twice the viewers: of a core, each uses at most 0.65 times what one uses",
      two?.cpuPercent,
      one?.cpuPercent,
      0.65,
    ),
  ];
}

function understudyAims(samples: readonly Sample[]): Verdict[] {
  const keys = samplesOf(samples, "stepIn").flatMap(({ ms }) => ms);
  const lost = samplesOf(samples, "linkLoss").map(({ lostMs }) => lostMs / 1000);
  const slowest = (found: readonly number[]): number => (found.length === 0 ? NaN : Math.max(...found));
  return [
    atMost(
      "the understudy's key until its first output is drawn: under 300 ms, every time",
      slowest(keys),
      300,
      "ms",
    ),
    atMost("a link that is cut is given up within 10 s", slowest(lost), 10, "s"),
  ];
}

function atMost(aim: string, value: number, limit: number, unit: string): Verdict {
  if (Number.isNaN(value)) return { aim, found: "", met: null };
  return { aim, found: `${shown(value)} ${unit}`, met: value < limit };
}

function ratio(
  aim: string,
  own: number | undefined,
  other: number | undefined,
  limit: number,
  unit = "times",
): Verdict {
  const value = (own ?? NaN) / (other ?? NaN);
  if (Number.isNaN(value)) return { aim, found: "", met: null };
  return { aim, found: `${value.toFixed(2)} ${unit}`, met: value <= limit };
}

function shown(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}
