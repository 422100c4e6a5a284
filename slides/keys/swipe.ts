const FAR_ENOUGH_PX = 48;

/** One finger, sideways: the same as the next-key and the previous-key. */
export function listenToSwipes(area: HTMLElement, next: () => void, previous: () => void): void {
  let start: { readonly x: number; readonly y: number } | null = null;
  area.addEventListener(
    "touchstart",
    (event) => {
      const touch = event.touches.length === 1 ? event.touches[0] : undefined;
      start = touch && !isDragged(event.target) ? { x: touch.clientX, y: touch.clientY } : null;
    },
    { passive: true },
  );
  area.addEventListener(
    "touchend",
    (event) => {
      const touch = event.changedTouches[0];
      if (!start || !touch) return;
      const dx = touch.clientX - start.x;
      const dy = touch.clientY - start.y;
      start = null;
      if (isBusyOtherwise()) return;
      if (Math.abs(dx) < FAR_ENOUGH_PX || Math.abs(dx) < Math.abs(dy) * 1.5) return;
      if (dx < 0) next();
      else previous();
    },
    { passive: true },
  );
}

/** The finger moves a page that was made larger with two, or marks text. */
function isBusyOtherwise(): boolean {
  return (visualViewport?.scale ?? 1) > 1.05 || getSelection()?.isCollapsed === false;
}

/** A finger on the scrubber, or on an element that scrolls sideways, means that element. */
function isDragged(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[role=slider], [data-prevent-swipe]") !== null;
}
