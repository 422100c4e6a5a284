/** Symbols that are one column wide in a terminal, drawn by the text font at half its size. */
export const NARROW_FAMILY = "Kuroko Narrow Symbols";

const TEXT_FAMILY = "IBM Plex Sans JP";

/**
 * Arrows, mathematics, circled numbers, geometry, stars and suits: the ● of `systemctl status` is one of them. The
 * terminal font has few of them, the text font has them two columns wide.
 */
const SYMBOLS: readonly Range[] = [
  [0x203b, 0x203b],
  [0x2190, 0x22ff],
  [0x2460, 0x24ff],
  [0x25a0, 0x25ff],
  [0x2600, 0x2667],
  [0x2776, 0x277f],
  [0x27a1, 0x27a1],
];

type Range = readonly [from: number, to: number];

/** Declares the family from the files of the text font, whose `@font-face` rules are in the document already. */
export function declareNarrowSymbols(): void {
  const sheet = new CSSStyleSheet();
  for (const rule of textFaces()) {
    const ranges = shared(rangesOf(rule.style.getPropertyValue("unicode-range")), SYMBOLS);
    if (ranges.length === 0) continue;
    const range = ranges.map(([from, to]) => `U+${from.toString(16)}-${to.toString(16)}`).join(",");
    sheet.insertRule(
      `@font-face { font-family: "${NARROW_FAMILY}"; size-adjust: 50%; src: ${source(rule)}; unicode-range: ${range}; }`,
    );
  }
  document.adoptedStyleSheets.push(sheet);
}

function textFaces(): CSSFontFaceRule[] {
  const rules = [...document.styleSheets].flatMap((sheet) => rulesOf(sheet));
  return rules.filter(
    (rule): rule is CSSFontFaceRule =>
      rule instanceof CSSFontFaceRule &&
      rule.style.getPropertyValue("font-family").replaceAll(/["']/g, "") === TEXT_FAMILY &&
      rule.style.getPropertyValue("font-weight") === "400",
  );
}

/** A stylesheet of another origin (an extension's) does not show its rules. */
function rulesOf(sheet: CSSStyleSheet): CSSRule[] {
  try {
    return [...sheet.cssRules].flatMap((rule) =>
      rule instanceof CSSImportRule && rule.styleSheet ? rulesOf(rule.styleSheet) : [rule],
    );
  } catch {
    return [];
  }
}

/** Addresses are relative to the rule's own stylesheet, which is not the one they go into. */
function source(rule: CSSFontFaceRule): string {
  const base = rule.parentStyleSheet?.href ?? document.baseURI;
  return rule.style
    .getPropertyValue("src")
    .replaceAll(/url\("?([^")]+)"?\)/g, (_url, address: string) => `url("${new URL(address, base).href}")`);
}

function rangesOf(text: string): Range[] {
  return [...text.matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi)].map(([, from = "0", to]) => [
    Number.parseInt(from, 16),
    Number.parseInt(to ?? from, 16),
  ]);
}

function shared(some: readonly Range[], others: readonly Range[]): Range[] {
  return some.flatMap(([from, to]) =>
    others
      .map(([low, high]): Range => [Math.max(from, low), Math.min(to, high)])
      .filter(([low, high]) => low <= high),
  );
}
