import { style } from "../cli/style.ts";
import { verdicts, type Verdict } from "./aims.ts";
import {
  catFigures,
  firstScreenMs,
  keyMs,
  mapFigures,
  memoryMB,
  pollFigures,
  promptMs,
  seekMs,
} from "./figures.ts";
import { CROWD } from "./pages/map/frames.ts";
import type { PeerName } from "./peers/peer.ts";
import { players, samplesOf, type Results, type Sample } from "./samples.ts";
import { median } from "./statistics.ts";
import { table } from "./table.ts";

const peers: readonly PeerName[] = ["kuroko", "plain", "wetty"];

/** Tables of what was measured, and how each aim stands. */
export function report({ samples, machine, rounds, quick, failures, versions }: Results): string {
  const peersUsed = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const parts = [
    `${machine} · ${rounds} ${rounds === 1 ? "round" : "rounds"} · ${peersUsed.join(", ")}`,
    ...(quick ? ["A quick run: smaller files and shorter floods. Its figures are no measurement."] : []),
    ...measured(typingTable(samples)),
    ...measured(catTable(samples, "plain", "`cat` of plain text until its last line is on the screen")),
    ...measured(catTable(samples, "colour", "the same with colours, Japanese and wrapped lines")),
    ...measured(promptTable(samples)),
    ...measured(seekTable(samples)),
    ...measured(mapTable(samples)),
    ...measured(pollTable(samples)),
    ...measured(fanOutTable(samples)),
    ...measured(roomTable(samples)),
    ...measured(understudyTable(samples)),
    table("Aims", ["", "aim", "found"], verdicts(samples).map(verdictRow)),
    ...failures.map((failure) => style("red", `not measured: ${failure}`)),
  ];
  return parts.join("\n\n");
}

interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function measured({ title, head, rows }: Table): string[] {
  const isEmpty = rows.every((row) => row.slice(1).every((text) => text === ""));
  return isEmpty ? [] : [table(title, head, rows)];
}

function typingTable(samples: readonly Sample[]): Table {
  const moments = ["bufferMs", "drawnMs"] as const;
  return {
    title: "Key to terminal, key to screen, ms",
    head: ["", "in it p50", "p95", "kuroko ÷", "drawn p50", "p95", "kuroko ÷", "memory MB"],
    rows: peers.map((peer) => [
      peer,
      ...moments.flatMap((until) => {
        const p50 = keyMs(samples, peer, until, 50);
        const own = keyMs(samples, "kuroko", until, 50);
        return [number(p50, 2), number(keyMs(samples, peer, until, 95), 2), number(own / p50, 2)];
      }),
      number(memoryMB(samples, peer, "typing")),
    ]),
  };
}

function catTable(samples: readonly Sample[], kind: "plain" | "colour", title: string): Table {
  const own = catFigures(samples, kind, "kuroko")?.ms ?? NaN;
  return {
    title: `50 MB: ${title}`,
    head: ["", "s", "kuroko ÷", "longest frame gap ms", "exact", "memory MB"],
    rows: peers.map((peer) => {
      const found = catFigures(samples, kind, peer);
      if (!found) return [peer, "", "", "", "", ""];
      const { ms, longestGapMs, exact } = found;
      const memory = memoryMB(
        samples.filter((sample) => sample.test !== "cat" || sample.kind === kind),
        peer,
        "cat",
      );
      return [
        peer,
        number(ms / 1000, 2),
        number(own / ms, 2),
        number(longestGapMs),
        exact ? "yes" : "no",
        number(memory),
      ];
    }),
  };
}

function promptTable(samples: readonly Sample[]): Table {
  const own = median(promptMs(samples, "kuroko"));
  return {
    title: "`yes`, then Ctrl-C, ms until the prompt is back",
    head: ["", "median", "worst", "kuroko ÷", "memory MB"],
    rows: peers.map((peer) => {
      const all = promptMs(samples, peer);
      if (all.length === 0) return [peer, "", "", "", ""];
      const middle = median(all);
      const memory = memoryMB(samples, peer, "yes");
      return [peer, number(middle), number(Math.max(...all)), number(own / middle, 2), number(memory)];
    }),
  };
}

function seekTable(samples: readonly Sample[]): Table {
  const forwards = [25, 50, 75, 95].map((percent) => ({ percent, backwards: false }));
  const backwards = [75, 50, 25].map((percent) => ({ percent, backwards: true }));
  return {
    title: "A cast of 30 minutes and 20 MB: ms to the first screen, and p50 of seeks to the drawn frame",
    head: ["", "first", "25 %", "50 %", "75 %", "95 %", "←75 %", "←50 %", "←25 %", "all"],
    rows: players.map((player) => [
      player,
      number(firstScreenMs(samples, player)),
      ...[...forwards, ...backwards].map((place) => number(seekMs(samples, player, place))),
      number(seekMs(samples, player)),
    ]),
  };
}

function mapTable(samples: readonly Sample[]): Table {
  const found = mapFigures(samples);
  const { machines, units, changesPerSecond } = CROWD;
  return {
    title: `The map, ${machines} machines and ${units} units: ms from frame to frame, and the browser's part of a core`,
    head: ["", "p50", "p95", "longest", "late %", "core %"],
    rows: found
      ? [
          [
            `${changesPerSecond} changes a second`,
            number(found.p50, 1),
            number(found.p95, 1),
            number(found.longest),
            number(found.latePercent, 1),
            number(found.busyPercent),
          ],
          ["at rest", "", "", "", "", number(found.idlePercent, 1)],
        ]
      : [],
  };
}

function pollTable(samples: readonly Sample[]): Table {
  const found = pollFigures(samples);
  const { machines, units } = CROWD;
  return {
    title: `Asking a fleet of ${machines} machines and ${units} units twice a second: the server's processor`,
    head: ["", "ms a poll", "core %"],
    rows: found ? [["all pages, compared", number(found.cpuMs, 1), number(found.cpuPercent, 1)]] : [],
  };
}

function fanOutTable(samples: readonly Sample[]): Table {
  return {
    title: "Viewers of 100 KiB a second: ms from due to received, and what the server uses",
    head: ["", "viewers", "delivered %", "p50", "p99", "core %", "memory MB"],
    rows: samplesOf(samples, "fanOut").map((found) => [
      found.carrier,
      String(found.viewers),
      number(100 * found.delivered, 1),
      number(found.p50Ms),
      number(found.p99Ms),
      number(found.cpuPercent),
      number((found.memoryBytes ?? NaN) / 1e6),
    ]),
  };
}

function roomTable(samples: readonly Sample[]): Table {
  const late = samplesOf(samples, "late").flatMap(({ ms }) => ms);
  const [slow] = samplesOf(samples, "slow");
  const relays = samplesOf(samples, "relay").map(
    ({ relays: count, viewers, delivered, p99Ms, cpuPercent }) => [
      `${viewers} viewers at ${count} ${count === 1 ? "relay" : "relays"} on this machine`,
      `${number(cpuPercent)} % of a core each, ${number(100 * delivered, 1)} % delivered, p99 ${number(p99Ms)} ms`,
    ],
  );
  return {
    title: "The room",
    head: ["", "found"],
    rows: [
      ...(late.length > 0
        ? [
            [
              "screen for a late-comer after 50 MB",
              `p50 ${number(median(late))}, worst ${number(Math.max(...late))} ms`,
            ],
          ]
        : []),
      ...(slow
        ? [
            [
              "others beside 20 slow viewers",
              `p99 ${number(slow.p99Ms)} ms, ${number(100 * slow.delivered, 1)} % delivered; server grew by ${number(slow.grownBytes / 1e6)} MB`,
            ],
          ]
        : []),
      ...relays,
    ],
  };
}

function understudyTable(samples: readonly Sample[]): Table {
  const keys = samplesOf(samples, "stepIn").flatMap(({ ms }) => ms);
  const cuts = samplesOf(samples, "linkLoss");
  const [compared] = samplesOf(samples, "compare");
  const row = (what: string, all: readonly number[], digits = 0): string[][] =>
    all.length === 0 ? [] : [[what, number(median(all), digits), number(Math.max(...all), digits)]];
  return {
    title: "The understudy, ms",
    head: ["", "median", "worst"],
    rows: [
      ...row("its key in mid-step until its first output is drawn", keys),
      ...row(
        "cut link until the presenter is asked",
        cuts.map(({ noticedMs }) => noticedMs),
      ),
      ...row(
        "cut link until the pane is lost",
        cuts.map(({ lostMs }) => lostMs),
      ),
      ...(compared
        ? [
            ["comparing 40 lines of a step", number(compared.linesMs, 2), ""],
            ["comparing 64 KiB of a step", number(compared.most64KiBMs, 1), ""],
          ]
        : []),
    ],
  };
}

function verdictRow({ aim, found, met }: Verdict): string[] {
  if (met === null) return [style("dim", "–"), aim, style("dim", "not measured")];
  return [met ? style("green", "✓ met") : style("red", "✗ missed"), aim, found];
}

/** Empty where there is no figure. */
function number(value: number, digits = 0): string {
  return Number.isFinite(value) ? value.toFixed(digits) : "";
}
