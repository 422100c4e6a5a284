/** Draws the Mermaid diagrams of a slide in the theme's colours. Mermaid itself is loaded with the first of them. */
export async function drawDiagrams(section: HTMLElement): Promise<boolean> {
  const waiting = [...section.querySelectorAll<HTMLElement>(".mermaid[data-diagram]:not([data-drawn])")];
  if (waiting.length === 0) return false;
  for (const diagram of waiting) diagram.dataset.drawn = "soon";
  const { default: mermaid } = await import("mermaid");
  mermaid.initialize({
    startOnLoad: false,
    // It would put a picture of its own below the deck, and move all of it.
    suppressErrorRendering: true,
    theme: "base",
    // Labels in HTML would be measured outside of the slide and drawn with its styles.
    htmlLabels: false,
    themeVariables: themeVariables(section),
  });
  for (const diagram of waiting) await draw(mermaid, diagram);
  return true;
}

let drawings = 0;

async function draw(
  mermaid: { render: (id: string, source: string) => Promise<{ svg: string }> },
  diagram: HTMLElement,
): Promise<void> {
  const source = diagram.textContent;
  drawings += 1;
  try {
    const { svg } = await mermaid.render(`diagram-${drawings}`, source);
    diagram.innerHTML = svg;
    diagram.dataset.drawn = "yes";
  } catch (error) {
    diagram.dataset.drawn = "failed";
    tellWrong(diagram, error instanceof Error ? error.message : String(error));
  }
}

/** Says it as every mistake of the author is said on its slide: with file and line. */
function tellWrong(diagram: HTMLElement, message: string): void {
  const { file = "", line: fence = "" } = diagram.dataset;
  const [, row] = /\bon line (\d+)/.exec(message) ?? [];
  const where = document.createElement("strong");
  where.textContent = `${file}:${Number(fence) + Number(row ?? 0)}`;
  diagram.replaceChildren(where, ` mermaid cannot draw this: ${message.trim()}`);
  diagram.className = "slide-problem diagram";
  diagram.setAttribute("role", "alert");
}

function themeVariables(section: HTMLElement): Record<string, string | boolean> {
  const style = getComputedStyle(section);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    darkMode: true,
    fontFamily: colour("--text-font"),
    fontSize: "30px",
    background: colour("--ink"),
    primaryColor: colour("--surface"),
    primaryTextColor: colour("--paper"),
    primaryBorderColor: colour("--accent"),
    secondaryColor: colour("--surface-high"),
    tertiaryColor: colour("--ink"),
    lineColor: colour("--muted"),
    textColor: colour("--paper"),
  };
}
