import { homedir } from "node:os";
import { resolve } from "node:path";

/** Absolute path of a file named in a talk: `~/…` is in the home, anything relative in the talk's folder. */
export function talkPath(path: string, folder: string): string {
  return /^~(\/|$)/.test(path) ? resolve(homedir(), path.slice(2)) : resolve(folder, path);
}
