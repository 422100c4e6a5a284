/**
 * Gives slides that are plainly a title or a divider their class, before reveal.js reads the slides. Large lines get
 * another class, too: reveal.js would measure them by the whole slide, borders and all.
 */
export function markSlides(slides: HTMLElement): void {
  for (const line of slides.querySelectorAll(".r-fit-text")) line.classList.replace("r-fit-text", "fit-text");
  const all = [...slides.querySelectorAll<HTMLElement>("section")].filter(
    (section) => section.querySelector(":scope > section") === null,
  );
  for (const [index, section] of all.entries()) {
    const kind = kindOf(section, index === 0);
    if (kind) section.classList.add(kind);
  }
}

function kindOf(section: HTMLElement, first: boolean): "title" | "divider" | null {
  if (section.matches(".title, .divider, .has-panes")) return null;
  const content = [...section.children].filter((child) => !child.matches("aside, .slide-problem"));
  const heading = content[0];
  if (!heading) return null;
  if (first && heading.matches("h1")) return "title";
  // Something is missing here: a scene that could not be read must not make a divider of the rest.
  if (section.querySelector(":scope > .slide-problem")) return null;
  const text = content.slice(1).every((child) => child.matches("p, h2, h3") && !child.querySelector("img"));
  if (heading.matches("h1") && text) return "divider";
  return content.length === 1 && heading.matches("h2") ? "divider" : null;
}
