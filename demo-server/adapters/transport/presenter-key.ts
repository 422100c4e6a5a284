import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { chmod, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { replaceFile } from "../files/replace-file.ts";

/** 256 bits, as text that needs no escaping in an address or a cookie. */
const secretText = z.string().regex(/^[\w-]{43}$/);
const kept = z.object({ cookie: secretText });

export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Compares in a time that does not depend on where the texts differ. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/**
 * The value of the presenter's cookie, kept in `presenter.json` in `folder` (`.kuroko/`, mode 0600), so that a
 * window that was open before the server was restarted is still the presenter's. Remove the file to log all
 * windows out. A file that cannot be read as one is replaced.
 */
export async function keptCookie(folder: string): Promise<string> {
  const file = join(folder, "presenter.json");
  const found = await readKept(file);
  if (found !== null) {
    await chmod(file, 0o600);
    return found;
  }
  const cookie = newSecret();
  await mkdir(folder, { recursive: true });
  await replaceFile(file, JSON.stringify({ cookie }), 0o600);
  return cookie;
}

async function readKept(file: string): Promise<string | null> {
  try {
    return kept.parse(JSON.parse(await readFile(file, "utf8"))).cookie;
  } catch {
    return null;
  }
}
