import { extname } from "node:path";

/**
 * What of a talk's folder is given out. A list of what is, not of what is not: the folder also holds the talk's
 * source with its targets and hidden commands, Terraform's state, and perhaps keys.
 */
const MEDIA = new Set(
  (
    "apng avif gif ico jpeg jpg png svg webp " +
    "m4a m4v mov mp3 mp4 oga ogg ogv vtt wav webm " +
    "otf ttf woff woff2 css pdf txt cast"
  ).split(" "),
);

/** What runs script where the page stands: of a talk that is not trusted, nobody is given these. */
const RUNNING = new Set(["html", "js", "mjs"]);

/** Whether a file of a talk's folder, by its path in it, may be shown to whoever sees the talk. */
export function isMedia(path: string, isTrusted: boolean): boolean {
  const hidden = path.split("/").some((part) => part.startsWith("."));
  const kind = extname(path).slice(1).toLowerCase();
  return !hidden && (MEDIA.has(kind) || (isTrusted && RUNNING.has(kind)));
}
