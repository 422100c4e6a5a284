import { StringDecoder } from "node:string_decoder";
import { z } from "zod";

/** More on one line is no request, and is not kept. */
const longestLine = 16 * 1024;

const name = z.string().min(1).max(200);
/** A task of Swarm calls itself `web.1.<id>` (`{{.Task.Name}}`); on the map it is `web.1`. */
const unit = name.transform((text) => text.replace(/^(.+\.\d+)\.[a-z0-9]{25}$/, "$1"));
const answeredBy = z.object({ machine: name, unit });

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

function readLine(line: string): AnsweredBy | null {
  if (!line.startsWith("{")) return null;
  try {
    return answeredBy.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
