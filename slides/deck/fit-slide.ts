const SMALLEST = 0.5;
const STEP = 0.04;

/**
 * Makes the type of a slide smaller until everything is on it: a slide never overflows and never scrolls.
 * The theme sizes everything in `em` of the section, so one factor is enough.
 */
export function fitSlide(section: HTMLElement): void {
  for (const block of section.querySelectorAll<HTMLElement>("pre > code")) fitCode(block);
  for (const line of section.querySelectorAll<HTMLElement>(".fit-text")) fitLine(line);
  section.style.removeProperty("--fit");
  for (let factor = 1 - STEP; overflows(section) && factor >= SMALLEST; factor -= STEP) {
    section.style.setProperty("--fit", factor.toFixed(2));
  }
}

/** A large line, reveal.js's `r-fit-text`: as wide as there is room beside it, and no higher than half a slide. */
function fitLine(line: HTMLElement): void {
  const around = line.parentElement;
  if (!around || around.clientWidth === 0) return;
  line.style.fontSize = "100px";
  const { paddingLeft, paddingRight } = getComputedStyle(around);
  const room = around.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
  const widest = (100 * room) / Math.max(1, line.offsetWidth);
  const highest = (line.closest("section")?.clientHeight ?? 0) / 2;
  line.style.fontSize = `calc(${Math.floor(Math.min(widest, highest))}px * var(--fit, 1))`;
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
