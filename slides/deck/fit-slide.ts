const SMALLEST = 0.5;
const STEP = 0.04;

/**
 * Makes the type of a slide smaller until everything is on it: a slide never overflows and never scrolls.
 * The theme sizes everything in `em` of the section, so one factor is enough.
 */
export function fitSlide(section: HTMLElement): void {
  for (const block of section.querySelectorAll<HTMLElement>("pre > code")) fitCode(block);
  section.style.removeProperty("--fit");
  for (let factor = 1 - STEP; overflows(section) && factor >= SMALLEST; factor -= STEP) {
    section.style.setProperty("--fit", factor.toFixed(2));
  }
}

const SMALLEST_CODE = 0.62;

/** Long lines of code are drawn smaller, and broken where that would be too small; the rest of the slide keeps its size. */
function fitCode(code: HTMLElement): void {
  code.style.removeProperty("--code-fit");
  code.classList.remove("wrapped");
  if (code.scrollWidth <= code.clientWidth + 1) return;
  const wanted = Math.floor((100 * code.clientWidth) / code.scrollWidth) / 100;
  code.style.setProperty("--code-fit", Math.max(SMALLEST_CODE, wanted).toFixed(2));
  code.classList.toggle("wrapped", code.scrollWidth > code.clientWidth + 1);
}

/** True where something is cut off, of the slide itself or of a wide thing in it. */
export function overflows(section: HTMLElement): boolean {
  if (section.clientHeight === 0) return false;
  if (section.scrollHeight > section.clientHeight + 1) return true;
  const blocks = section.querySelectorAll<HTMLElement>(".katex-display, table");
  return [section, ...blocks].some((box) => box.scrollWidth > box.clientWidth + 1);
}
