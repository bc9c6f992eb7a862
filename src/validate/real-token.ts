const REFERENCE = /\$\{env:[^}:]*(?::-([^}]*))?\}|\$\{file:[^}]*\}/g;

/** The shapes Asana's tokens have had so far. */
const ASANA_TOKEN = /\d+\/\d{6,}(?:\/\d+)?:[A-Za-z0-9]{20,}|\b0\/[0-9a-f]{32}\b/;

/** Random letters and digits, as in keys of any kind. */
const LONG_RUN = /[A-Za-z0-9+/_=-]{24,}/g;

/** Words and numbers stay below; 24 random hexadecimal digits reach it nearly always. */
const FEWEST_BITS_PER_CHARACTER = 3;

/** Whether a text holds a token of Asana's shape outside of its references; a default counts as text. */
export function holdsAsanaToken(text: string): boolean {
  return ASANA_TOKEN.test(withoutReferences(text));
}

/** Whether a text, outside of its references, looks like a real secret and not like a placeholder. */
export function looksReal(text: string): boolean {
  const rest = withoutReferences(text);
  return ASANA_TOKEN.test(rest) || (rest.match(LONG_RUN) ?? []).some(isRandom);
}

function withoutReferences(text: string): string {
  return text.replaceAll(REFERENCE, (_, fallback: string | undefined) => fallback ?? "");
}

function isRandom(run: string): boolean {
  return /\d/.test(run) && /[A-Za-z]/.test(run) && bitsPerCharacter(run) >= FEWEST_BITS_PER_CHARACTER;
}

/** Shannon's entropy of the characters. */
function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce(
    (bits, count) => bits - (count / text.length) * Math.log2(count / text.length),
    0,
  );
}
