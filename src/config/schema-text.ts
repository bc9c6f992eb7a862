import type { Finding } from "./issue.ts";

const PREDICATE = /^(must|is|are|has|have|may|should|cannot|does|takes) /;
const MEANT = /did you mean "([^"]+)"/i;

/**
 * Makes a finding of a schema's own words, which an editor shows at the value itself: what stands at the value gets
 * its name, and a second sentence becomes the hint.
 *
 * @param owner the value's full name, as in `source.config.name`
 * @param key the last step of that name
 */
export function findingOf(code: string, owner: string, key: string | undefined, text: string): Finding {
  const [, first = "", rest = ""] =
    /^(.*?)(?:\. +(?=[A-Z])(.*))?$/s.exec(text.trim().replace(/\.$/, "")) ?? [];
  const hint = rest === "" ? undefined : rest;
  if (key !== undefined && first.startsWith(`${key} `)) {
    return { code, message: owner + first.slice(key.length), hint };
  }
  return { code, message: PREDICATE.test(first) ? `${owner} ${first}` : `${owner}: ${first}`, hint };
}

/** The key that a schema's text for a known misspelling names. */
export function meantIn(text: string | undefined): string | undefined {
  return MEANT.exec(text ?? "")?.[1];
}
