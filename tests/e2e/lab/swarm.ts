import type { TestLab } from "../../support/lab.ts";
import type { MapSight } from "./sight.ts";

/** What Docker's own command line says on the manager, in the words of the map. */
export async function swarmTold(lab: TestLab): Promise<MapSight> {
  const nodes = await lab.ask("lb", "docker node ls --format '{{.Hostname}} {{.Status}}'");
  const services = "docker service ls --quiet";
  const row = "{{.Name}} {{.Node}} {{.Image}} {{.CurrentState}}";
  const tasks = `for service in $(${services}); do docker service ps --filter desired-state=running --format '${row}' $service; done`;
  return {
    machines: linesOf(nodes)
      .map((line) => line.replace(" Ready", " up").replace(" Down", " lost"))
      .sort(),
    units: linesOf(await lab.ask("lb", tasks))
      .map((line) => {
        const [name = "", node = "", image = "", state = ""] = line.split(" ");
        return `${node}/${name} ${image.replace(/^.*\//, "")} ${state.toLowerCase()}`;
      })
      .sort(),
  };
}

/** How many tasks there are of each image, `{ "web:1": 4 }`, or of each on each machine, `{ "web1 web:1": 2 }`. */
export function tasksIn({ units }: MapSight, by: "image" | "place"): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const unit of units) {
    const [, machine = "", image = ""] = /^([^/]+)\/\S+ (\S+)/.exec(unit) ?? [];
    const what = by === "image" ? image : `${machine} ${image}`;
    counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}
