/** File names inside a take's folder. A take may come from anybody, so no name may lead out of its folder. */

const LONGEST_NAME_BYTES = 200;

/** Name of the cluster's timeline: JSON lines. */
export const CLUSTER_FILE = "cluster.jsonl";

/** One plain name: no separator, no control character, not hidden, none that Windows reserves. */
export function isSafeFileName(name: string): boolean {
  return (
    /^[^./\\:*?"<>|\p{Cc}][^/\\:*?"<>|\p{Cc}]*$/u.test(name) &&
    !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name) &&
    Buffer.byteLength(name) <= LONGEST_NAME_BYTES
  );
}

/** The file of a pane's cast: `laptop.cast`. */
export function castFileName(pane: string): string {
  const name = `${pane}.cast`;
  return isSafeFileName(name)
    ? name
    : `${encodeURIComponent(pane)
        .replace(/^\.+|\*/g, "_")
        .slice(0, 120)}.cast`;
}
