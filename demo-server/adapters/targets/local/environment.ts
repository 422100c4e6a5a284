import type { Target } from "#core/deck/model.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Of another terminal around kuroko's own: programs would take the pane for it. */
const otherTerminal =
  /^(TERM_PROGRAM(_VERSION)?|TMUX(_PANE)?|STY|WINDOW|WINDOWID|TERMCAP|COLUMNS|LINES|(VSCODE|ITERM|KITTY|WEZTERM|GHOSTTY|ALACRITTY)_.*)$/;
/** Of `npm start`, and kuroko's own settings. */
const launcher = /^(npm_.*|INIT_CWD|KUROKO_.*)$/;

/**
 * What a local shell inherits: the environment kuroko was started in, without the traces of npm and of the
 * terminal around it, and without the passwords of the talk's SSH targets.
 */
export function shellEnvironment(
  inherited: Environment,
  targets: readonly Target[],
  given: Environment,
): Record<string, string> {
  const passwords = new Set(
    targets.map((target) => (target.kind === "ssh" ? target.passwordEnv : undefined)),
  );
  const kept = Object.entries(inherited).filter(
    ([name]) => !otherTerminal.test(name) && !launcher.test(name) && !passwords.has(name),
  );
  const env = defined({
    ...Object.fromEntries(kept),
    PATH: inherited.npm_lifecycle_event === undefined ? inherited.PATH : withoutNpm(inherited.PATH),
    COLORTERM: "truecolor",
    ...given,
    TERM: "xterm-256color",
  });
  return speaksUtf8(env) ? env : { ...withoutKey(env, "LC_ALL"), LANG: utf8Locale() };
}

function withoutNpm(path: string | undefined): string | undefined {
  return path
    ?.split(":")
    .filter((entry) => !/node_modules\/\.bin$|\/node-gyp-bin$/.test(entry))
    .join(":");
}

function speaksUtf8(env: Environment): boolean {
  return /utf-?8/i.test(env.LC_ALL ?? env.LC_CTYPE ?? env.LANG ?? "");
}

function utf8Locale(): string {
  return process.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8";
}

function withoutKey(env: Readonly<Record<string, string>>, key: string): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name !== key && name !== "LC_CTYPE"));
}

function defined(env: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
