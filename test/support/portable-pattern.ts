/**
 * What may stand in a pattern: printable characters, groups, classes, alternatives, counts, anchors, and escapes that are
 * read alike by ECMAScript (with the flag `u` and without), Go's regexp, which is RE2, and Python's re.
 *
 * Not among them: `\u0000`, `\u{…}` and `\p` (unknown to one of them), look-around and back references (unknown to RE2),
 * `\s`, `\d`, `\w`, `\b` and their opposites (ASCII for one, Unicode for another), `.` (differs in line ends) and
 * possessive counts.
 */
const PART = new RegExp(
  [
    // An escaped character: a syntax character, a tab or a line end, or two hexadecimal digits.
    String.raw`\\[\^$\\.*+?()[\]{}|/tnrf]`,
    String.raw`\\x[0-9a-fA-F]{2}`,
    // A class. A `[`, or what could become an operation on sets, is escaped in it.
    String.raw`\[\^?(?:\\[\^$\\.*+?()[\]{}|/tnrf-]|\\x[0-9a-fA-F]{2}|(?!--|&&|~~|\|\|)[^\\[\]\n])+\]`,
    // Groups without a name or a condition, alternatives, anchors, and counts up to RE2's most.
    String.raw`\(\?:|\((?!\?)|\)|\||\^|\$`,
    String.raw`(?:[*+?]|\{(?:[0-9]{1,2}|[0-9]{1,2},(?:[0-9]{1,2})?)\})\??(?![*+?])`,
    // Any other character that means itself everywhere.
    String.raw`[ -~](?<![\\^$.*+?()[\]{}|])`,
  ].join("|"),
  "y",
);

/** Where a pattern has something that is not read alike everywhere; undefined where it has nothing. */
export function findUnportable(pattern: string): string | undefined {
  PART.lastIndex = 0;
  while (PART.lastIndex < pattern.length) {
    const at = PART.lastIndex;
    if (!PART.test(pattern)) return pattern.slice(at);
  }
  return undefined;
}
