import { inlineCode } from "./inline-code.ts";

/** An address of a picture that leads nowhere. */
export interface BrokenPicture {
  readonly address: string;
  /** Offset in the text. */
  readonly at: number;
}

const picture = /<img\b[^>]*?\bsrc\s*=\s*["']?([^\s"'>]+)|!\[[^\]\n]*\]\(\s*<?([^\s()<>]+)/g;

/**
 * The pictures of the talk's own folder with a `%` in their address that stands for no character: neither a browser
 * nor the server can tell which file is meant.
 * @param masked the text with its code fences masked.
 */
export function brokenPictures(masked: string): BrokenPicture[] {
  const text = masked.replace(inlineCode, (code) => code.replace(/[^\n]/g, " "));
  return [...text.matchAll(picture)].flatMap((match) => {
    const address = match[1] ?? match[2] ?? "";
    if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(address) || decoded(address) !== null) return [];
    return [{ address, at: match.index + match[0].lastIndexOf(address) }];
  });
}

/** The name of the file that an address means; null where a `%` in it stands for no character. */
export function decoded(address: string): string | null {
  try {
    return decodeURI(address);
  } catch {
    return null;
  }
}
