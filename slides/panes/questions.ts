import type { IParser, Terminal } from "@xterm/xterm";

/** CSI questions: device attributes, status and cursor position, modes, window reports, version. */
const asked: readonly Parameters<IParser["registerCsiHandler"]>[0][] = [
  { final: "c" },
  { prefix: ">", final: "c" },
  { prefix: "=", final: "c" },
  { final: "n" },
  { prefix: "?", final: "n" },
  { intermediates: "$", final: "p" },
  { prefix: "?", intermediates: "$", final: "p" },
  { final: "t" },
  { prefix: ">", final: "q" },
];

/** OSC 4, 10, 11 and 12 set a colour, or ask for it with a question mark. */
const colours = [4, 10, 11, 12];

/**
 * Leaves a program's questions to the terminal unanswered: the server's screen answers for all windows, and a
 * recording must not be answered at all.
 */
export function leaveUnanswered(terminal: Terminal): void {
  const { parser } = terminal;
  for (const question of asked) parser.registerCsiHandler(question, () => true);
  for (const colour of colours) parser.registerOscHandler(colour, (data) => data.includes("?"));
  parser.registerDcsHandler({ intermediates: "$", final: "q" }, () => true);
}
