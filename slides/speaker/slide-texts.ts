/** What the page's own slides say: nothing of it is shown by themselves in this window. */
export class SlideTexts {
  #sections: readonly HTMLElement[] = [];

  constructor() {
    this.read();
  }

  /** Reads the slides again, after an edit. */
  read(): void {
    this.#sections = [...document.querySelectorAll<HTMLElement>(".slides section[data-slide]")];
  }

  get count(): number {
    return this.#sections.length;
  }

  /** The slide's notes as a fresh copy; null where it has none. */
  notes(slide: number): DocumentFragment | null {
    const notes = this.#sections[slide]?.querySelector(":scope > aside.notes");
    if (!notes?.textContent.trim()) return null;
    const copy = document.createDocumentFragment();
    copy.append(...[...notes.childNodes].map((node) => node.cloneNode(true)));
    return copy;
  }

  /** What the fragment after `fragment` says; "" where it says nothing that can be read. */
  nextPoint(slide: number, fragment: number): string {
    const section = this.#sections[slide];
    const next = section ? fragmentsOf(section)[fragment + 1] : undefined;
    const text = (next ?? []).filter((part) => !part.matches(".step")).map((part) => part.textContent);
    return text.join(" · ").replaceAll(/\s+/g, " ").trim();
  }

  /** reveal.js's address of a slide without a fragment: `/3/1`. */
  address(slide: number): string {
    const section = this.#sections[slide];
    if (!section) return "/0";
    const { parentElement } = section;
    const isStacked = parentElement?.matches("section") === true;
    const h = numberOf(isStacked ? parentElement : section);
    const v = isStacked ? numberOf(section) : 0;
    return `/${h}/${v}`;
  }
}

/** Which of the sections beside it this one is, from 0. */
function numberOf(section: HTMLElement): number {
  const beside = section.parentElement?.querySelectorAll(":scope > section") ?? [];
  return [...beside].indexOf(section);
}

/** The fragments of a slide as reveal.js numbers them: those with an index of their own first, then the others, each alone. */
function fragmentsOf(section: HTMLElement): HTMLElement[][] {
  const numbered: HTMLElement[][] = [];
  const others: HTMLElement[][] = [];
  for (const fragment of section.querySelectorAll<HTMLElement>(".fragment")) {
    const { fragmentIndex } = fragment.dataset;
    if (fragmentIndex === undefined) others.push([fragment]);
    else (numbered[Number(fragmentIndex)] ??= []).push(fragment);
  }
  return [...numbered.filter((group) => group.length > 0), ...others];
}
