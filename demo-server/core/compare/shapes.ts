/**
 * What is another one in each run and still the same: a time, an address, an id. Each shape is named by a word in
 * angle quotes, which no shape finds again. All patterns take linear time.
 */
export interface Shape {
  readonly pattern: RegExp;
  readonly name: string;
}

const month = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}";
const weekday = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}";
const clock = "\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?: ?[AP]M)?";
const zone = "(?: ?(?:Z|[A-Z]{3,4}|[+-]\\d{2}:?\\d{2}))?";
const amount = "\\d+(?:[.,]\\d+)?";

/** In the order in which they are looked for: a longer one comes before its parts. */
export const shapes: readonly Shape[] = [
  // 2026-11-27T10:15:00.123Z, 2026-11-27 10:15
  {
    name: "‹time›",
    pattern: new RegExp(`\\b\\d{4}[-/]\\d{2}[-/]\\d{2}(?:[T ]${clock}${zone})?(?![\\w-])`, "g"),
  },
  // Fri Nov 27 05:29:47 UTC 2026, November 27, 2026, Nov 27 05:29
  {
    name: "‹time›",
    pattern: new RegExp(
      `\\b(?:${weekday},? +)?${month} +\\d{1,2}\\b(?:,? +\\d{4}\\b)?(?: +${clock}${zone}(?: +\\d{4}\\b)?)?`,
      "g",
    ),
  },
  // Fri, 27 Nov 2026 05:29:47 +0000
  {
    name: "‹time›",
    pattern: new RegExp(`\\b(?:${weekday},? +)?\\d{1,2} ${month} \\d{4}\\b(?: +${clock}${zone})?`, "g"),
  },
  { name: "‹time›", pattern: /(?<![\w:])\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?: ?[AP]M)?(?![\w:])/g },

  { name: "‹id›", pattern: /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi },
  { name: "‹address›", pattern: /\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/gi },
  { name: "‹address›", pattern: /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)/g },
  {
    name: "‹address›",
    pattern: /(?<![\w:])(?=[0-9a-f:]{0,39}\d)(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])/gi,
  },
  // Ports that systems hand out by themselves begin at 32768 on Linux; a lower one was chosen by somebody.
  { name: ":‹port›", pattern: /:(?:32[7-9]\d{2}|3[3-9]\d{3}|[45]\d{4}|6[0-5]\d{3})\b/g },
  { name: "port ‹port›", pattern: /\bport (?:32[7-9]\d{2}|3[3-9]\d{3}|[45]\d{4}|6[0-5]\d{3})\b/g },

  // The random ends of a pod's name, and a task of Swarm.
  { name: "-‹id›", pattern: /-(?=[a-z]{0,10}\d)[0-9a-z]{8,10}-[0-9a-z]{5}\b/g },
  { name: "‹id›", pattern: /\b(?=[a-z]{0,24}\d)[0-9a-z]{25}\b/g },
  // Hashes and short ids in hexadecimal, with a digit and a letter in them: "defaced" is a word.
  { name: "‹id›", pattern: /\b(?:sha\d{1,3}:)?(?=[a-f]{0,64}\d)(?=\d{0,64}[a-f])[0-9a-f]{7,}\b/gi },
  { name: "‹id›", pattern: /\b0x[0-9a-f]+\b/gi },
  { name: "SHA256:‹id›", pattern: /\bSHA256:[\w+/]{43}=?/g },
  { name: "pid ‹id›", pattern: /\bpid[ =:]{0,3}\d+\b/gi },
  { name: "[‹id›]:", pattern: /(?<=\w)\[\d+\]:/g },

  {
    name: "‹size›",
    pattern: new RegExp(`\\b${amount} ?(?:(?:[kKMGTP]i?)?B|[Bb]ytes?|[KMGT]i?)(?:/s|ps)?\\b`, "g"),
  },
  { name: "‹duration›", pattern: /\b(?:\d+(?:[.,]\d+)?(?:d|h|ms|m|s|µs|us|ns))+\b/g },
  {
    name: "‹duration›",
    pattern: new RegExp(
      `\\b(?:about an?|less than an?|an?|${amount}) ?(?:(?:nano|micro|milli)?sec(?:ond)?s?|min(?:ute)?s?|h(?:ou)?rs?|days?|weeks?|months?|years?)\\b(?: ago\\b)?`,
      "gi",
    ),
  },
  // What is left of large numbers: ids that a service counts, seconds since 1970.
  { name: "‹id›", pattern: /(?<![\w.])\d{8,}(?![\w.])/g },
];
