/** What two terminals are compared by; runs in pages and in Node. */

/** The part of an xterm.js buffer, with a window or without one, that is looked at. */
export interface CellBuffer {
  readonly length: number;
  getLine(row: number): CellLine | undefined;
}

interface CellLine {
  readonly isWrapped: boolean;
  readonly length: number;
  getCell(column: number): Cell | undefined;
}

interface Cell {
  getChars(): string;
  getWidth(): number;
  getFgColorMode(): number;
  getFgColor(): number;
  getBgColorMode(): number;
  getBgColor(): number;
  isBold(): number;
  isInverse(): number;
  isUnderline(): number;
}

/** Every line of the buffer, scrollback included, with its characters and their looks. */
export function linesOf(buffer: CellBuffer): string[] {
  return Array.from({ length: buffer.length }, (_, row) => {
    const line = buffer.getLine(row);
    if (!line) return "";
    // The uppermost line may continue one that has left the buffer: nothing shows that.
    return (line.isWrapped && row > 0 ? "+" : " ") + cellsOf(line);
  });
}

function cellsOf(line: CellLine): string {
  let text = "";
  let lookBefore = "";
  for (let column = 0; column < line.length; column++) {
    const cell = line.getCell(column);
    if (!cell || cell.getWidth() === 0) continue;
    const look = lookOf(cell);
    if (look !== lookBefore) text += `‹${look}›`;
    lookBefore = look;
    text += cell.getChars() || " ";
  }
  return text.trimEnd();
}

function lookOf(cell: Cell): string {
  const looks = [cell.getFgColorMode(), cell.getFgColor(), cell.getBgColorMode(), cell.getBgColor()];
  const plain = looks[0] === 0 && looks[2] === 0;
  const colours = plain ? "" : looks.join(",");
  return (
    colours + (cell.isBold() ? "b" : "") + (cell.isInverse() ? "i" : "") + (cell.isUnderline() ? "u" : "")
  );
}
