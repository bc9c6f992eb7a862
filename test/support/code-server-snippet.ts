/** The text that a snippet leaves behind when each placeholder is kept as offered. */
export function expandSnippet(body: string): string {
  // ${1:text}, in which \$, \} and \\ stand for themselves, or a bare $0.
  const expanded = body.replace(/\$\{\d+:((?:\\.|[^\\}])*)\}|(?<!\\)\$\d+/g, "$1");
  return expanded.replace(/\\([$}\\])/g, "$1");
}
