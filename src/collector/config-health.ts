import { formatIssue, type Issue } from "../config/issue.ts";
import { MOST_SOURCES } from "../config/sumo-limits.ts";
import type { Health } from "../health/health.ts";
import type { Resource } from "../health/incident.ts";
import { type IdentifiedSource, toResource } from "./identified-source.ts";

const HINT = "Correct what is named. Until then a source goes on as it was last read, and a new one waits.";

/** So many findings are told in one incident. */
const MOST_TOLD = 5;

/** The share of a Collector's sources from which on a warning is raised. */
const WARN_FROM = 0.8;

/**
 * Tells health what was found in the configuration: of the source that it stands in, where there is one, else of the
 * Collector, file by file. What is not found any more is over.
 */
export function noteIssues(
  health: Health,
  collector: Resource,
  sources: readonly IdentifiedSource[],
  issues: readonly Issue[],
): void {
  const byOwner = new Map<string, { resource: Resource; part: string; found: Issue[] }>();
  for (const issue of issues) {
    for (const { resource, part } of ownersOf(issue, collector, sources)) {
      const key = `${resource.type} ${resource.id} ${part}`;
      const owner = byOwner.get(key) ?? { resource, part, found: [] };
      owner.found.push(issue);
      byOwner.set(key, owner);
    }
  }
  for (const { resource, trackerId, part } of health.open) {
    const isFound = byOwner.has(`${resource.type} ${resource.id} ${part}`);
    if (trackerId === "ConfigWarning" && !isFound) health.clear(resource, trackerId, part);
  }
  for (const { resource, part, found } of byOwner.values()) {
    health.raise(resource, "ConfigWarning", { reason: tell(found), hint: HINT }, part);
  }
}

/** Warns before a Collector is full. */
export function noteSourceCount(health: Health, collector: Resource, count: number): void {
  if (count < MOST_SOURCES * WARN_FROM) {
    health.clear(collector, "SourceLimitWarning");
    return;
  }
  const reason = `There are ${count} sources; Sumo Logic takes at most ${MOST_SOURCES} per Collector`;
  health.sustain(collector, "SourceLimitWarning", { reason, hint: "Divide them among several receivers." });
}

/** A finding outside of all sources of its file, such as a missing comma, concerns each of them. */
function ownersOf(
  issue: Issue,
  collector: Resource,
  sources: readonly IdentifiedSource[],
): { readonly resource: Resource; readonly part: string }[] {
  const inFile = sources.filter(({ config }) => config.origin.file === issue.file);
  const inSource = inFile.filter(({ config: { origin } }) => {
    const root = origin.pointer?.replace(/\/config\/name$/, "");
    return root !== undefined && issue.pointer !== undefined && isWithin(issue.pointer, root);
  });
  const owners = inSource.length > 0 ? inSource : inFile;
  if (owners.length === 0) return [{ resource: collector, part: issue.file }];
  return owners.map((source) => ({ resource: toResource(source), part: "" }));
}

function isWithin(pointer: string, root: string): boolean {
  return pointer === root || pointer.startsWith(`${root}/`);
}

function tell(issues: readonly Issue[]): string {
  const told = issues.slice(0, MOST_TOLD).map(formatIssue).join("; ");
  return issues.length > MOST_TOLD ? `${told}; and ${issues.length - MOST_TOLD} more` : told;
}
