import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { kit } from "../../site/kit.ts";

const assets = join(kit.root, "assets/shell-integration");

/** Shells that can be made to print marks. */
export type MarkingShell = "bash" | "zsh";

/** The shell's kind by its program name; null where no integration exists. */
export function markingShell(program: string): MarkingShell | null {
  const name = program.slice(program.lastIndexOf("/") + 1);
  return name === "bash" || name === "zsh" ? name : null;
}

export interface IntegrationSetting {
  readonly nonce: string;
  /** Whether the shell reads the files of a login shell. */
  readonly login: boolean;
  /** In place of the user's own prompt. */
  readonly prompt?: string | undefined;
}

/**
 * The files that make `shell` print marks with `nonce`: name in a folder of their own → text.
 * For bash one `rc` (for `--rcfile`), for zsh the dot files of a `ZDOTDIR`. The shell removes the folder itself
 * if its name begins with `kuroko-shell.`.
 */
export async function integrationFiles(
  shell: MarkingShell,
  { nonce, login, prompt = "" }: IntegrationSetting,
): Promise<Readonly<Record<string, string>>> {
  const fill = async (file: string): Promise<string> =>
    (await readFile(join(assets, file), "utf8"))
      .replaceAll("@NONCE@", checkedNonce(nonce))
      .replaceAll("@LOGIN@", login ? "yes" : "")
      // Last, and by a function: whatever stands in a prompt is text.
      .replaceAll("@PROMPT@", () => quoted(shell === "zsh" ? prompt.replaceAll("%", "%%") : prompt));
  if (shell === "bash") return { rc: await fill("bash.sh") };
  return {
    ".zshenv": await fill("zsh/zshenv.zsh"),
    ".zprofile": await fill("zsh/zprofile.zsh"),
    ".zshrc": await fill("zsh/zshrc.zsh"),
  };
}

/** The script for the far side of an SSH connection; what it prints is read by `preparedShell`. */
export async function preparationScript(setting: Omit<IntegrationSetting, "login">): Promise<string> {
  const { nonce } = setting;
  const [script, bash, zsh] = await Promise.all([
    readFile(join(assets, "over-ssh.sh"), "utf8"),
    integrationFiles("bash", { ...setting, login: true }),
    integrationFiles("zsh", { ...setting, login: true }),
  ]);
  const parts: Readonly<Record<string, string | undefined>> = {
    BASH: bash.rc,
    ZSHENV: zsh[".zshenv"],
    ZPROFILE: zsh[".zprofile"],
    ZSHRC: zsh[".zshrc"],
  };
  return script
    .replaceAll("@NONCE@", nonce)
    .replace(/@(BASH|ZSHENV|ZPROFILE|ZSHRC)@/g, (_, part: string) => parts[part] ?? "");
}

/** The folder that `preparationScript` made, or null where the login shell gives no marks. */
export function preparedShell(printed: string, nonce: string): { readonly folder: string } | null {
  const line = printed.split("\n").find((text) => text.startsWith(`kuroko ${nonce} `));
  const folder = line?.split(" ").slice(3).join(" ").trim();
  return folder ? { folder } : null;
}

/** The nonce stands between quotes in a script: only letters, digits, `-` and `_` are taken. */
function checkedNonce(nonce: string): string {
  if (!/^[\w-]{8,}$/.test(nonce)) throw new Error("a nonce is at least 8 letters, digits, - or _");
  return nonce;
}

/** For inside single quotes of a shell; one line, as prompts are. */
function quoted(text: string): string {
  return text.replaceAll("'", "'\\''").replace(/[\r\n\0]/g, "");
}
