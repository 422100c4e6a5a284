import { extname } from "node:path";

/**
 * What of a talk's folder is given out. A list of what is, not of what is not: the folder also holds the talk's
 * source with its targets and hidden commands, Terraform's state, and perhaps keys.
 */
const MEDIA = new Set(
  (
    "apng avif gif ico jpeg jpg png svg webp " +
    "m4a m4v mov mp3 mp4 oga ogg ogv vtt wav webm " +
    "otf ttf woff woff2 css html js mjs pdf txt cast"
  ).split(" "),
);

/** Whether a file of a talk's folder, by its path in it, may be shown to whoever sees the talk. */
export function isMedia(path: string): boolean {
  const hidden = path.split("/").some((part) => part.startsWith("."));
  return !hidden && MEDIA.has(extname(path).slice(1).toLowerCase());
}
