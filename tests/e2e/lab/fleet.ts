import type { TestLab } from "../../support/lab.ts";
import type { MapSight } from "./sight.ts";

/** What the demo's units run, by their unit files. A sidekick runs no container. */
const images: Readonly<Record<string, string>> = {
  "web@8888.service": "web:1",
  "web@9999.service": "web:2",
  "lb.service": "lb:1",
};

/** systemd's words in those of the map. */
const states: Readonly<Record<string, string>> = {
  active: "running",
  activating: "starting",
  deactivating: "stopping",
  failed: "failed",
  inactive: "stopped",
};

/**
 * What `fleetctl` says on lb, in the words of the map.
 * @param lost machines that fleet does not list any more, though nobody has removed them.
 */
export async function fleetTold(lab: TestLab, lost: readonly string[] = []): Promise<MapSight> {
  const machines = await rows(lab, "list-machines --full --fields=ip,metadata");
  const names = new Map(
    machines.map(([address = "", metadata = ""]) => [address, /name=(\w+)/.exec(metadata)?.[1] ?? address]),
  );
  const units = await rows(lab, "list-units --full --fields=unit,machine,active");
  return {
    machines: [
      ...[...names.values()].map((name) => `${name} up`),
      ...lost.map((name) => `${name} lost`),
    ].sort(),
    units: units
      .flatMap(([unit = "", machine = "", active = ""]) => {
        const name = names.get(machine.split("/")[1] ?? "");
        // Of a machine that fleet has given up, but whose units it has not yet forgotten.
        if (name === undefined) return [];
        return [[`${name}/${unit}`, images[unit], states[active]].filter(Boolean).join(" ")];
      })
      .sort(),
  };
}

/** The machine of each unit: `{ "web@8888": "web1" }`. */
export function placesIn({ units }: MapSight): Record<string, string> {
  return Object.fromEntries(
    units.map((line) => {
      const [, machine = "", unit = ""] = /^([^/]+)\/(\S+)\.service/.exec(line) ?? [];
      return [unit, machine];
    }),
  );
}

/** What the sidekicks have registered: `{ "web1-8888": "172.30.42.12:8888" }`. */
export async function registered(lab: TestLab): Promise<Record<string, string>> {
  const answer = await lab.ask("lb", "curl -fs localhost:2379/v2/keys/services/web");
  const { node } = JSON.parse(answer) as { node: { nodes?: { key: string; value: string }[] } };
  return Object.fromEntries((node.nodes ?? []).map(({ key, value }) => [key.replace(/^.*\//, ""), value]));
}

/** fleetctl separates columns by one tab or more. */
async function rows(lab: TestLab, command: string): Promise<string[][]> {
  const answer = await lab.ask("lb", `fleetctl ${command} --no-legend`);
  return answer
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split(/\t+/));
}
