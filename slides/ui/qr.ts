import { encodeQR } from "qr";

/** Modules of white around the code: a reader finds it by them. */
const QUIET = 4;

const SVG = "http://www.w3.org/2000/svg";

/** An address as a QR code, dark on light whatever is around it, as large as its box lets it be. */
export function qrCode(address: string, label: string): SVGSVGElement {
  const modules = encodeQR(address, "raw", { border: QUIET, ecc: "medium" });
  const size = modules.length;
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", "qr");
  drawing.setAttribute("viewBox", `0 0 ${size} ${size}`);
  // Between two modules that touch there must be no seam.
  drawing.setAttribute("shape-rendering", "crispEdges");
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", label);
  const light = document.createElementNS(SVG, "rect");
  for (const side of ["width", "height"]) light.setAttribute(side, String(size));
  light.setAttribute("fill", "#fff");
  const dark = document.createElementNS(SVG, "path");
  dark.setAttribute("d", modules.map((row, y) => runsOf(row, y)).join(""));
  dark.setAttribute("fill", "#000");
  drawing.append(light, dark);
  return drawing;
}

/** The dark modules of one row, side by side ones as one box. */
function runsOf(row: readonly boolean[], y: number): string {
  let path = "";
  for (let x = 0; x < row.length; x += 1) {
    const from = x;
    while (row[x]) x += 1;
    if (x > from) path += `M${from} ${y}h${x - from}v1H${from}z`;
  }
  return path;
}
