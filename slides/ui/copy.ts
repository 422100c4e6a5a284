/**
 * Puts text on the clipboard. A page that came over a network without TLS has no clipboard of its own: there the old
 * way is taken, which copies what is selected. False where neither is allowed.
 */
export async function copyText(text: string): Promise<boolean> {
  if ("clipboard" in navigator) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Not allowed in this window: the old way may be.
    }
  }
  return copySelected(text);
}

/** It is on its way out of browsers, and there is no other one without TLS. */
const old: { execCommand?(command: "copy"): boolean } = document;

function copySelected(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  // Seen by nobody, and yet selectable; at this size a phone does not zoom to it.
  field.style.cssText = "position:fixed;top:0;left:0;opacity:0;font-size:16px";
  // In a modal dialog nothing outside of it can be selected.
  (document.querySelector("dialog:modal") ?? document.body).append(field);
  field.select();
  try {
    return old.execCommand?.("copy") ?? false;
  } finally {
    field.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  }
}
