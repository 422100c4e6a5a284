/** Makes an element with its classes and children; text children are never read as HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = "",
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** A button that does not take the focus from the deck when it is clicked. */
export function button(className: string, label: string, act: () => void): HTMLButtonElement {
  const made = element("button", className, label);
  made.type = "button";
  made.addEventListener("pointerdown", (event) => event.preventDefault());
  made.addEventListener("click", act);
  return made;
}

/** Writes `text` only where it differs, so that a clock does not disturb a selection or a screen reader. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
