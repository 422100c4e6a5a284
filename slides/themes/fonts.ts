/** The first slide waits for its fonts, but not longer than this. */
const PATIENCE_MS = 700;

let faces: Promise<unknown> | null = null;

/** The faces of the kit's fonts are declared: from then on the browser loads what a text needs. */
export async function fontFaces(): Promise<void> {
  faces ??= import("./fonts.css");
  await faces;
}

/** Resolves when the fonts for `sample` are there, or when waiting for them takes too long. */
export async function fontsFor(sample: HTMLElement): Promise<void> {
  const loaded = async (): Promise<void> => {
    await fontFaces();
    const { fontFamily } = getComputedStyle(sample);
    const text = sample.textContent.slice(0, 400);
    await Promise.all([400, 600].map((weight) => document.fonts.load(`${weight} 32px ${fontFamily}`, text)));
  };
  const late = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([loaded().catch(() => undefined), late]);
}
