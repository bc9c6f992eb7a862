/** Control and direction characters, which names from Asana may hold; not the joiner inside emoji. */
const CONTROLS = /(?!\n|\u200d)[\p{Cc}\p{Cf}]/gu;

/** The text with its control and direction characters made visible. */
export function escapeControls(text: string): string {
  return text.replace(CONTROLS, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** `12,345`. */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

/** `2 errors, 1 warning`; empty when there is neither. */
export function formatSeverities(found: readonly { readonly severity: "Error" | "Warning" }[]): string {
  const words = (["Error", "Warning"] as const).flatMap((severity) => {
    const { length } = found.filter((each) => each.severity === severity);
    return length === 0 ? [] : [`${formatCount(length)} ${severity.toLowerCase()}${length === 1 ? "" : "s"}`];
  });
  return words.join(", ");
}

const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
] as const;

/** The two largest units of a span, such as `3d 4h` or `850 ms`. */
export function formatSpan(spanMs: number): string {
  if (spanMs < 1000) return `${Math.round(spanMs)} ms`;
  const parts: string[] = [];
  let restMs = spanMs;
  for (const [unit, unitMs] of UNITS) {
    const whole = Math.floor(restMs / unitMs);
    restMs -= whole * unitMs;
    if (whole > 0 && parts.length < 2) parts.push(`${whole}${unit}`);
    else if (parts.length > 0) break;
  }
  return parts.join(" ");
}
