/** Control and format characters, such as a zero-width space, and every separator but the space. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

/** The first invisible character of a text, such as `U+200B`: it came along when the text was copied. */
export function findInvisible(text: string): string | undefined {
  const [found] = INVISIBLE.exec(text) ?? [];
  const code = found?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
  return code === undefined ? undefined : `U+${code}`;
}
