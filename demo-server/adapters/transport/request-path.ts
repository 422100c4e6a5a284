/**
 * The parts of a request's path, decoded: `/talks/hello/en.html` → `["talks", "hello", "en.html"]`, `/` → `[]`.
 * Null where it could lead out of a folder or to a hidden file: `..`, dotfiles, encoded slashes, backslashes, zero bytes.
 */
export function requestPath(pathname: string): string[] | null {
  try {
    const parts = pathname.split("/").slice(1).map(decodeURIComponent);
    if (parts.at(-1) === "") parts.pop();
    const odd = parts.some((part) => part === "" || part.startsWith(".") || /[/\\\0]/.test(part));
    return odd ? null : parts;
  } catch {
    return null;
  }
}
