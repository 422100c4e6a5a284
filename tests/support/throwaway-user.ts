import { execFileSync } from "node:child_process";
import { chownSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** Why no user can be made on this machine, or null. */
export const noThrowawayUser: string | null =
  process.platform !== "linux"
    ? "users are made on Linux only"
    : process.getuid?.() === 0
      ? null
      : "needs root";

export interface ThrowawayUser {
  readonly name: string;
  remove(): void;
}

/** A user of this machine, for a test. What is in `home` becomes the user's. */
export async function makeUser(setting: {
  home: string;
  shell: string;
  password?: string;
}): Promise<ThrowawayUser> {
  const { home, shell, password } = setting;
  const name = `kuroko-t${process.pid}-${Math.random().toString(36).slice(2, 6)}`;
  execFileSync("useradd", ["--no-create-home", "--home-dir", home, "--shell", shell, name]);
  // A locked account may not log in at all, not even with a key.
  const secret = password ?? Math.random().toString(36) + Math.random().toString(36);
  execFileSync("chpasswd", { input: `${name}:${secret}\n` });
  const uid = Number(execFileSync("id", ["-u", name], { encoding: "utf8" }));
  for (const file of [".", ...(await readdir(home))]) chownSync(join(home, file), uid, uid);
  return {
    name,
    remove() {
      execFileSync("userdel", ["--force", name], { stdio: "ignore" });
    },
  };
}
