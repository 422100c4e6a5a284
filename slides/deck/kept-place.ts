import type { ShowPlace } from "#core/show/state.ts";

const KEPT_AS = "kuroko-place";

type KeptPlace = Pick<ShowPlace, "slide" | "fragment" | "black">;

/** Keeps where this window stands for when it is loaded again: reveal.js writes its address at most once a second. */
export function keepPlace({ slide, fragment, black }: KeptPlace): void {
  try {
    sessionStorage.setItem(KEPT_AS, JSON.stringify({ path: location.pathname, slide, fragment, black }));
  } catch {
    // A browser that keeps nothing has the address.
  }
}

/** Where this window stood before it was loaded again, or left and come back to; null where it was sent to an address. */
export function placeBeforeReload(): KeptPlace | null {
  const [navigation] = performance.getEntriesByType("navigation");
  if (!(navigation instanceof PerformanceNavigationTiming)) return null;
  if (navigation.type !== "reload" && navigation.type !== "back_forward") return null;
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT_AS) ?? "null");
    return isKept(kept) && kept.path === location.pathname ? kept : null;
  } catch {
    return null;
  }
}

function isKept(kept: unknown): kept is KeptPlace & { readonly path: string } {
  if (typeof kept !== "object" || kept === null) return false;
  const { path, slide, fragment, black } = kept as Record<string, unknown>;
  return (
    typeof path === "string" &&
    Number.isInteger(slide) &&
    Number.isInteger(fragment) &&
    typeof black === "boolean"
  );
}
