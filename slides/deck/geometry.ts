export interface Geometry {
  readonly width: number;
  readonly height: number;
  readonly portrait: boolean;
}

const PORTRAIT_WIDTH = 900;

/**
 * The slide's own pixels. A projector gets 1920×1080; a phone held upright gets a narrow, tall slide, so that its
 * type comes out nearly as large as on a wide one.
 */
export function geometryFor(viewport: { readonly width: number; readonly height: number }): Geometry {
  const ratio = viewport.height / Math.max(1, viewport.width);
  if (ratio <= 1.05) return { width: 1920, height: 1080, portrait: false };
  const height = Math.round(PORTRAIT_WIDTH * Math.min(Math.max(ratio, 1.3), 2.2));
  return { width: PORTRAIT_WIDTH, height, portrait: true };
}
