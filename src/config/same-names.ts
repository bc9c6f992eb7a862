import { errorAt, formatPlace, type Issue, type Place, quote } from "./issue.ts";
import type { NamedSource } from "./source-file.ts";

/** Finds the sources whose name another one has already: within one Collector, a name is a source's identity. */
export function findSameNames(sources: readonly NamedSource[]): Issue[] {
  const first = new Map<string, Place>();
  const issues: Issue[] = [];
  for (const { name, origin } of sources) {
    // As they are stored: what is no character is the same as any other that is none.
    const stored = name.toWellFormed();
    const other = first.get(stored);
    if (other === undefined) {
      first.set(stored, origin);
      continue;
    }
    const message = `the name ${quote(name)} is already that of the source at ${formatPlace(other)}`;
    issues.push(errorAt(origin, { code: "same-name", message, hint: "Give each source a name of its own" }));
  }
  return issues;
}
