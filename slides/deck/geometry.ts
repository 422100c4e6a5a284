export interface Geometry {
  readonly width: number;
  readonly height: number;
  readonly portrait: boolean;
}

const PORTRAIT_WIDTH = 900;
const HEIGHT = 1080;
const WIDEST = 2400;

/**
 * The slide's own pixels. A projector gets 1920×1080, a window that is flatter (a phone on its side) a wider one;
 * a phone held upright gets a narrow, tall slide, so that its type comes out nearly as large as on a wide one.
 */
export function geometryFor(viewport: { readonly width: number; readonly height: number }): Geometry {
  const ratio = viewport.height / Math.max(1, viewport.width);
  if (ratio <= 1.05) {
    const width = Math.min(Math.max(Math.round(HEIGHT / ratio), 1920), WIDEST);
    return { width, height: HEIGHT, portrait: false };
  }
  const height = Math.round(PORTRAIT_WIDTH * Math.min(Math.max(ratio, 1.3), 2.2));
  return { width: PORTRAIT_WIDTH, height, portrait: true };
}
