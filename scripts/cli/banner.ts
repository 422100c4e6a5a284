import type { ShowConfig } from "#server/config.ts";
import { outsideAddresses } from "#server/adapters/transport/hosts.ts";
import type { Show } from "#server/main.ts";
import { style } from "./style.ts";

/** What the presenter reads after the start: where to go, and what to expect there. */
export function banner(show: Show, config: ShowConfig): string {
  const talk = config.talk?.talk.talk;
  const others = config.talk ? [...config.talk.talk.files.keys()].join(", ") : "";
  const rows: [string, string][] = [["presenter", style("cyan", show.presenterUrl)]];
  if (show.portTaken !== undefined)
    rows.push([
      "port",
      style("yellow", `${show.portTaken} is taken by another program; using ${new URL(show.url).port}`),
    ]);
  rows.push(...outsideRows(show, config));
  if (config.talk)
    rows.push([
      "doctor",
      `${new URL("doctor", show.url).href}  what would go wrong; in the presenter's browser`,
    ]);
  if (show.goesOn) rows.push(["goes on", goesOn(show.goesOn)]);
  rows.push(["steps", config.mode === "live" ? LIVE : RECORDED]);
  if (config.development) rows.push(["dev", "saving a talk, or the kit's own sources, shows at once"]);
  const keys = process.stdin.isTTY
    ? "Ctrl-C stops · Enter makes an address for another browser"
    : "Ctrl-C stops";
  const head = `${style(["bold", "yellow"], "黒子 kuroko")}${talk === undefined ? "" : `  ${talk} (${others})`}`;
  return [
    "",
    `  ${head}`,
    "",
    ...rows.map(([label, text]) => `  ${style("dim", label.padEnd(9))}  ${text}`),
    "",
    `  ${style("dim", keys)}`,
    "",
  ].join("\n");
}

function outsideRows(show: Show, { outside }: ShowConfig): [string, string][] {
  if (!outside || show.outsideUrl === null) return [];
  const others = outsideAddresses().filter((address) => address !== outside.host);
  const choice = others.length === 0 ? "" : style("dim", `  also: --audience-address ${others.join(", ")}`);
  return [
    outside.viewers
      ? ["audience", `${style("cyan", show.outsideUrl)}${choice}`]
      : ["remote", `${style("cyan", show.outsideUrl)}  only for a paired device${choice}`],
  ];
}

function goesOn({ slide, agoMs }: NonNullable<Show["goesOn"]>): string {
  const minutes = Math.round(agoMs / 60_000);
  const when = minutes < 1 ? "a moment ago" : `${minutes} min ago`;
  return `at slide ${slide}, where it was cut off ${when}; --fresh begins anew`;
}

const LIVE = "live, in real shells; every run is recorded";
const RECORDED = "recorded, from the understudy; --live runs them for real";
