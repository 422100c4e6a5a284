import { StringDecoder } from "node:string_decoder";
import { z } from "zod";

/** More on one line is no request, and is not kept. */
const longestLine = 16 * 1024;

const name = z.string().min(1).max(200);
const answeredBy = z
  .object({ machine: name, unit: name })
  .transform(({ machine, unit }) => ({ machine, unit: asOnTheMap(unit, machine) }));

export type AnsweredBy = z.infer<typeof answeredBy>;

/** Reads a follower's output as it comes: a line of JSON for each request. Other lines mean nothing. */
export class AnsweredLines {
  readonly #decoder = new StringDecoder("utf8");
  #line = "";

  push(bytes: Buffer): AnsweredBy[] {
    const lines = (this.#line + this.#decoder.write(bytes)).split("\n");
    this.#line = lines.pop() ?? "";
    if (this.#line.length > longestLine) this.#line = "";
    return lines.flatMap((line) => readLine(line) ?? []);
  }
}

/**
 * A task of Swarm calls itself (`{{.Task.Name}}`) `web.1.<task>`, and `probe.<node>.<task>` where there is one on every
 * node; on the map they are `web.1` and `probe.<machine>`.
 */
function asOnTheMap(unit: string, machine: string): string {
  const [, service, slot = "", node] = /^(.+)\.(?:(\d+)|([a-z0-9]{25}))\.[a-z0-9]{25}$/.exec(unit) ?? [];
  return service === undefined ? unit : `${service}.${node === undefined ? slot : machine}`;
}

function readLine(line: string): AnsweredBy | null {
  if (!line.startsWith("{")) return null;
  try {
    return answeredBy.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
