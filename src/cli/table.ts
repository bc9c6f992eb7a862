import { escapeControls } from "../lib/format.ts";

/** How a table is laid out. */
export interface TableOptions {
  /** Columns, from 0, whose cells stand at the right, as numbers do. */
  readonly right?: readonly number[];
  /** The most columns of a terminal a line may take; undefined: as many as it needs. */
  readonly width?: number | undefined;
}

const GAP = "  ";
const SHORTEST_COLUMN = 8;

const graphemes = new Intl.Segmenter();

/** Characters for which a terminal takes two columns; the few exceptions only move a cell by one. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]|\p{Emoji_Presentation}|\ufe0f/u;

/** Aligns the cells of each column, one line for each row; the widest columns are cut until a line fits. */
export function formatTable(
  rows: readonly (readonly string[])[],
  { right = [], width = Number.POSITIVE_INFINITY }: TableOptions = {},
): readonly string[] {
  const cells = rows.map((row) => row.map(toCell));
  const count = Math.max(0, ...cells.map(({ length }) => length));
  const natural = Array.from({ length: count }, (_, column) =>
    Math.max(...cells.map((row) => widthOf(row[column] ?? ""))),
  );
  const widths = shrink(natural, width);
  return cells.map((row) =>
    row
      .map((cell, column) => pad(cut(cell, widths[column] ?? 0), widths[column] ?? 0, right.includes(column)))
      .join(GAP)
      .trimEnd(),
  );
}

/** The columns of a terminal that a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

/** A cell is one line, and what is shown of it is what is measured. */
function toCell(text: string): string {
  return escapeControls(text.replaceAll(/\s+/g, " ").trim());
}

function shrink(natural: readonly number[], width: number): readonly number[] {
  const widths = [...natural];
  const gaps = GAP.length * (widths.length - 1);
  let excess = widths.reduce((sum, each) => sum + each, gaps) - width;
  for (; excess > 0; excess -= 1) {
    const widest = Math.max(...widths);
    if (widest <= SHORTEST_COLUMN) break;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = "";
  for (const { segment } of graphemes.segment(text)) {
    if (widthOf(kept + segment) >= width) break;
    kept += segment;
  }
  return `${kept}…`;
}

function pad(text: string, width: number, isRight: boolean): string {
  const space = " ".repeat(Math.max(0, width - widthOf(text)));
  return isRight ? space + text : text + space;
}
