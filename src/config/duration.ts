const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g;
const WHOLE = new RegExp(`^(?:${PART.source})+$`);

/**
 * Reads a duration as Go writes it, and days: "500ms", "1m30s", "24h", "7d".
 *
 * @returns milliseconds, rounded; undefined when the text is something else
 */
export function parseDuration(text: string): number | undefined {
  if (!WHOLE.test(text)) return undefined;
  let ms = 0;
  for (const [, number, unit = ""] of text.matchAll(PART))
    ms += Number(number) * (UNITS_MS[unit] ?? Number.NaN);
  return Math.round(ms);
}
