import { escapeControls } from "../lib/format.ts";
import { createOutput } from "./output.ts";
import { widthOf } from "./table.ts";

/** Shows a text that changes. */
export interface Screen {
  /** On a terminal in place of what was shown before, as much of it as fits; elsewhere below it. */
  show(lines: readonly string[]): void;
}

/** Clears the screen and begins at its top. The only control characters that any command writes. */
const CLEAR = "\u001b[2J\u001b[H";

/** Creates a screen on standard output; secrets and what could command a terminal are taken out of every text. */
export function createScreen(redact: (text: string) => string): Screen {
  const { stdout } = process;
  if (!stdout.isTTY) {
    const output = createOutput(redact);
    return { show: (lines) => output.out(`${lines.join("\n")}\n`) };
  }
  return {
    show(lines) {
      const shown = lines.flatMap((line) => escapeControls(redact(line)).split("\n"));
      // In one piece, so that it does not flicker.
      stdout.write(`${CLEAR}${cutToScreen(shown, stdout.columns, stdout.rows).join("\n")}\n`);
    },
  };
}

/** What is too long for the screen would push the beginning out of it. */
function cutToScreen(lines: readonly string[], columns: number, rows: number): readonly string[] {
  const kept: string[] = [];
  // One for the line that says what is missing, one for the cursor.
  let left = rows - 2;
  for (const line of lines) {
    left -= Math.max(1, Math.ceil(widthOf(line) / columns));
    if (left < 0) return [...kept, `… ${lines.length - kept.length} more lines`];
    kept.push(line);
  }
  return kept;
}
