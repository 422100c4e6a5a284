/** Words that a shell itself understands: no program is looked for. */
const ownWords = new Set(
  (
    "alias bg break builtin case cd command continue coproc declare dirs disown do done echo elif else esac eval exec exit " +
    "export false fc fg fi for function getopts hash help history if in jobs kill let local logout mapfile popd printf " +
    "pushd pwd read readarray readonly return select set shift shopt source test then time times trap true type typeset " +
    "ulimit umask unalias unset until wait while [ [[ ]] { } ! . :"
  ).split(" "),
);

/** Programs that run another one: the next word counts too. */
const runners = new Set([
  "sudo",
  "env",
  "nohup",
  "exec",
  "command",
  "time",
  "watch",
  "xargs",
  "do",
  "then",
  "else",
  "!",
  "{",
]);

/**
 * The programs that command lines begin with, each once, in order: of `sudo docker ps | grep web` they are `sudo`, `docker` and
 * `grep`. A guess: what is quoted, substituted or defined in the line itself is left out, never added.
 */
export function programsIn(lines: readonly string[]): string[] {
  const defined = new Set<string>();
  const programs = new Set<string>();
  for (const line of lines) {
    for (const [, name = ""] of line.matchAll(/(?:^|[\s;])(?:function\s+)?([\w-]+)\s*\(\)/g))
      defined.add(name);
    for (const command of simpleCommands(withoutQuotes(line))) {
      for (const word of leadingWords(command)) programs.add(word);
    }
  }
  return [...programs].filter((name) => !defined.has(name) && !ownWords.has(name));
}

/** Quoted text, comments and files cannot begin a command; what stood there is a word that is none. */
function withoutQuotes(line: string): string {
  return (
    line
      .replaceAll(/\\./g, "_")
      .replaceAll(/'[^']*'|"[^"]*"/g, "''")
      .replace(/(^|\s)#.*$/, "")
      // Redirections, before `2>&1` is taken for the end of a command.
      .replaceAll(/\d*[<>]{1,3}&?\s*[^\s;|&)]*/g, " ")
  );
}

function simpleCommands(line: string): string[] {
  return line.split(/\|\||&&|\$\(|[|;&()`]/).map((command) => command.trim());
}

function leadingWords(command: string): string[] {
  const words = command.split(/\s+/).filter((word) => word !== "");
  const found: string[] = [];
  for (const word of words) {
    if (/^\w+=/.test(word)) continue;
    // The options of a runner, and their numbers, stand before the program that it runs.
    if (found.length > 0 && /^(-|\d+(\.\d+)?$)/.test(word)) continue;
    if (!/^[\w./~+[\]{}!:-]+$/.test(word)) return found;
    found.push(word);
    if (word === "for" || word === "case" || word === "function") return [];
    if (!runners.has(word) && !["while", "until", "if", "elif"].includes(word)) return found;
  }
  return found;
}
