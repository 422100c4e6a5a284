import { relative } from "node:path";
import type { LabPlaces } from "../../lab/places.ts";
import type { LabStatus } from "../../lab/status.ts";
import { style } from "../../cli/style.ts";
import { table } from "../takes/table.ts";

/** The lab in a few lines: its machines, and where to go. */
export function report({ record, machines }: LabStatus, places: LabPlaces): string {
  const here = relative(process.cwd(), places.terraform) || ".";
  const facts = [
    ["lab", `${record.id}, ${age(record.createdAt)} old`],
    ["fleet", record.fleet === null ? "no (Docker Swarm only)" : "yes"],
    ["load balancer", `http://127.0.0.1:${record.loadBalancerPort ?? "?"}`],
    ["terraform", here],
  ];
  const rows = machines.map(({ name, role, on, port, address }) => [
    name,
    role,
    on ? "on" : style("yellow", "off"),
    port === null ? "-" : `127.0.0.1:${port}`,
    address ?? "-",
  ]);
  const list =
    rows.length === 0
      ? `No machines: terraform apply in ${here} makes them, and so does "kuroko lab up".`
      : table([["MACHINE", "ROLE", "STATE", "SSH", "ADDRESS"], ...rows]);
  return `${table(facts)}\n\n${list}`;
}

/** `3 d 4 h`, `12 min`: whether somebody has forgotten it. */
function age(iso: string): string {
  const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(iso)) / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** A line of progress. */
export function sayDim(line: string): void {
  console.log(style("dim", `  ${line}`));
}
