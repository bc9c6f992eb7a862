import { secretForms } from "../lib/secret-forms.ts";

/** Shorter strings are too common to hide: "/" or a "1" would take half of every message with them. */
const SHORTEST_SECRET = 4;

/** A part of a path or of a header that is this long may well be a credential on its own. */
const SHORTEST_PART = 10;

const MASK = "***";

/** The text with every secret in it masked, in whatever form, the longest first. */
export function redact(text: string, secrets: Iterable<string>): string {
  const longestFirst = [...new Set([...secrets].flatMap(secretForms))]
    .filter(({ length }) => length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length);
  return longestFirst.reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
}

/** What an endpoint might repeat of its own URL; for some, path or query are the credential. */
export function secretsOfUrl(url: URL): readonly string[] {
  const { pathname, search, username, password } = url;
  const parts = pathname.split("/").filter(({ length }) => length >= SHORTEST_PART);
  const encoded = [pathname + search, pathname, search, username, password, ...parts];
  return [...encoded, ...encoded.map(decode), ...url.searchParams.values()];
}

/** A header's value and, of one such as `Bearer <token>`, the token. */
export function secretsOfHeader(value: string): readonly string[] {
  return [value, ...value.split(/[\s=,;]+/).filter(({ length }) => length >= SHORTEST_PART)];
}

/** What a part of a URL says. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: the text has no other form.
    return text;
  }
}
