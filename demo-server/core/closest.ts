/** The candidate that was probably meant by a mistyped `wish`, or undefined where none is near. */
export function closest(wish: string, candidates: Iterable<string>): string | undefined {
  // A third of the letters may differ; more is another word.
  let limit = Math.max(1, Math.floor(wish.length / 3));
  let best: string | undefined;
  for (const candidate of candidates) {
    const d = distance(wish.toLowerCase(), candidate.toLowerCase());
    if (d > limit || (best !== undefined && d === limit)) continue;
    limit = d;
    best = candidate;
  }
  return best;
}

/** `; did you mean "laptop"?`, or "" where nothing is near. */
export function didYouMean(wish: string, candidates: Iterable<string>): string {
  const found = closest(wish, candidates);
  return found === undefined ? "" : `; did you mean "${found}"?`;
}

/** How many letters must be put in, taken out, changed or swapped with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let d = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        d = Math.min(d, (beforeLast[j - 2] ?? 0) + 1);
      row.push(d);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
