export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Where a slot is on the window once its slide stands still, in pixels of `frame`'s parent box. Taken from the layout,
 * not from `getBoundingClientRect`: that would follow a slide that is still moving.
 */
export function slotBox(slot: HTMLElement, slides: HTMLElement, frame: HTMLElement, scale: number): Box {
  let left = 0;
  let top = 0;
  for (let at: Element | null = slot; at instanceof HTMLElement && at !== slides; at = at.offsetParent) {
    left += at.offsetLeft;
    top += at.offsetTop;
  }
  const from = slides.getBoundingClientRect();
  const origin = frame.getBoundingClientRect();
  return {
    left: Math.round(from.left - origin.left + left * scale),
    top: Math.round(from.top - origin.top + top * scale),
    width: Math.round(slot.offsetWidth * scale),
    height: Math.round(slot.offsetHeight * scale),
  };
}
