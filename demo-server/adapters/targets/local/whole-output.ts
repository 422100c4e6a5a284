import { closeSync, constants, openSync } from "node:fs";
import type { IPty } from "@lydell/node-pty";

/**
 * Keeps the end of a short program's output. When its last process leaves, the pty hangs up, and libuv takes a hang-up
 * with a short read (a pty never gives more than 4095 bytes) for the end: what the kernel still held is lost. While
 * somebody else has the terminal open there is no hang-up. node-pty then tells the exit 200 ms later.
 */
export function keepWholeOutput(pty: IPty): void {
  const { ptsName } = pty as IPty & { readonly ptsName?: string };
  // Windows has no such file.
  if (!ptsName) return;
  const held = openSync(ptsName, constants.O_RDWR | constants.O_NOCTTY);
  pty.onExit(() => closeSync(held));
}
