/**
 * Reads `name=value,name2=value2` with percent-encoded names and values, as OpenTelemetry's variables have it.
 *
 * @returns undefined when a part has no name or no `=`, or is not percent-encoded right
 */
export function parseKeyValues(text: string): Record<string, string> | undefined {
  const entries: [string, string][] = [];
  for (const part of text.split(",")) {
    // A comma at the end is common, and harmless.
    if (part.trim() === "") continue;
    const equals = part.indexOf("=");
    const name = decode(part.slice(0, equals).trim());
    const value = decode(part.slice(equals + 1).trim());
    if (equals < 1 || name === undefined || value === undefined || name === "") return undefined;
    entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // The caller says so, without repeating the text: it may be a secret.
    return undefined;
  }
}
