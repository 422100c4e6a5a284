import type { ClusterReading } from "#core/cluster/model.ts";
import type { ClusterListener } from "#server/app/ports.ts";

/** What a cluster adapter told, in order. */
export class HeardCluster implements ClusterListener {
  readonly readings: { readonly at: number; readonly reading: ClusterReading }[] = [];
  readonly silences: string[] = [];
  /** How often it told that there is no cluster. */
  absences = 0;
  /** Whether the newest thing it told was a reading. */
  isHeard = false;

  get last(): ClusterReading | undefined {
    return this.readings.at(-1)?.reading;
  }

  read(reading: ClusterReading): void {
    this.isHeard = true;
    this.readings.push({ at: performance.now(), reading });
  }

  silent(why: string): void {
    this.isHeard = false;
    this.silences.push(why);
  }

  absent(): void {
    this.isHeard = false;
    this.absences++;
  }
}

/** `web1 10.0.0.1 role=web` and `web1: web@1.service running/running running web:1`, in order: easy to read in a test. */
export function summary({ machines, units }: ClusterReading): string[] {
  return [
    ...machines.map(({ name, address, labels }) =>
      [name, address, ...Object.entries(labels).map(([key, value]) => `${key}=${value}`)].join(" "),
    ),
    ...units.map(({ name, machine, desired, active, sub, image }) =>
      `${machine ?? "nowhere"}: ${name} ${desired}/${active} ${sub} ${image ?? ""}`.trimEnd(),
    ),
  ].sort();
}
