const KEPT_AS = "kuroko-revision";

/** Numbers of what this window tells: they grow, also through its reloads. */
export function nextRevision(): number {
  const next = newest() + 1;
  sessionStorage.setItem(KEPT_AS, String(next));
  return next;
}

/** Others have heard this one already. */
export function revisionHeard(revision: number): void {
  if (revision > newest()) sessionStorage.setItem(KEPT_AS, String(revision));
}

function newest(): number {
  const kept = Number(sessionStorage.getItem(KEPT_AS));
  return Number.isSafeInteger(kept) ? kept : 0;
}
