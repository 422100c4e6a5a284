import { createInterface } from "node:readline";
import { printChunks } from "./chunks.ts";

/** Prints the port, then does what it is told on stdin: `print <chunks>`, answered by `printed`, and others by name. */
export function serveCommands(
  port: number,
  print: (chunk: string) => void,
  others: Readonly<Record<string, (answer: (line: string) => void) => void>> = {},
): void {
  const answer = (line: string): void => console.log(line);
  createInterface({ input: process.stdin }).on("line", (command) => {
    const [name = "", count] = command.split(" ");
    if (name === "print") printChunks(Number(count), print, () => answer("printed"));
    else others[name]?.(answer);
  });
  process.on("SIGTERM", () => process.exit(0));
  answer(String(port));
}
