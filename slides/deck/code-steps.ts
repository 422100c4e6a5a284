/** Lights the lines of each code block that its last visible code-step names; the block's own lines before the first. */
export function lightCode(section: HTMLElement): void {
  for (const code of section.querySelectorAll<HTMLElement>("pre > code")) {
    const lines = lastVisible(code)?.dataset.lines ?? code.dataset.lines ?? "";
    const lit = parseLines(lines);
    code.classList.toggle("focused", lit !== null);
    for (const line of code.querySelectorAll<HTMLElement>(".line")) {
      line.classList.toggle("lit", lit?.has(Number(line.dataset.n)) ?? false);
    }
  }
}

/** The code-steps of a block are in its `<pre>`, in order. */
function lastVisible(code: HTMLElement): HTMLElement | null {
  const steps = code.parentElement?.querySelectorAll<HTMLElement>(".code-step.visible") ?? [];
  return [...steps].at(-1) ?? null;
}

/** `3,5-7` as line numbers; null for nothing or `*`, which mean the whole block. */
export function parseLines(text: string): Set<number> | null {
  const lines = new Set<number>();
  for (const [, from = "", to] of text.matchAll(/(\d+)(?:-(\d+))?/g)) {
    const last = Math.min(Number(to ?? from), Number(from) + 10_000);
    for (let line = Number(from); line <= last; line += 1) lines.add(line);
  }
  return lines.size > 0 ? lines : null;
}
