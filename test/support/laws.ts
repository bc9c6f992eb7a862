import type { DeadLetterStore, StoredDeadLetter } from "../../src/checkpoint/dead-letter-store.ts";
import type { SourceStatus } from "../../src/collector/status.ts";
import type { HealthEvent } from "../../src/health/health-event.ts";
import type { SourceChange } from "../../src/source/source-change.ts";
import type { AccountingEndpoint } from "./accounting-endpoint.ts";
import type { AsanaTrouble } from "./asana-troubles.ts";
import type { EndpointTrouble } from "./endpoint-troubles.ts";

/** What a source has told, and when on the receiver's clock. */
export type NotedChange = SourceChange & { readonly at: number };

type Books = Pick<AccountingEndpoint, "acknowledged" | "rejected" | "unheard">;

/** Events without exactly one fate: acknowledged, rejected for good, or a dead letter. */
export function findWrongFates(
  gids: readonly string[],
  books: Books,
  deadLetters: readonly StoredDeadLetter[],
): string[] {
  const dead = new Map<string, number>();
  for (const { gid = "" } of deadLetters) dead.set(gid, (dead.get(gid) ?? 0) + 1);
  const ledgers = { acknowledged: books.acknowledged, rejected: books.rejected, dead };
  const strangers = new Set([...books.acknowledged.keys(), ...books.rejected.keys(), ...dead.keys()]);
  const findings = gids.flatMap((gid) => {
    strangers.delete(gid);
    const fates = Object.entries(ledgers).flatMap(([name, ledger]) => Array(ledger.get(gid) ?? 0).fill(name));
    return fates.length === 1 ? [] : [`${gid}: ${fates.length === 0 ? "lost" : fates.join(" and ")}`];
  });
  return [...findings, ...[...strangers].map((gid) => `${gid}: not in the log`)];
}

/** Law 1: events that the checkpoint has passed without a fate. The log is read in its order. */
export function findUnsettled(
  gids: Iterable<string>,
  { checkpoint }: Pick<SourceStatus, "checkpoint">,
  { acknowledged, rejected }: Books,
  deadLetters: Pick<DeadLetterStore, "list">,
): string[] {
  const { accepted = 0, rejected: refused = 0, deadLettered = 0 } = checkpoint?.totals ?? {};
  const passed = [...gids].slice(0, accepted + refused + deadLettered);
  const open = passed.filter((gid) => !acknowledged.has(gid) && !rejected.has(gid));
  if (open.length === 0) return [];
  const dead = new Set(deadLetters.list().map(({ gid }) => gid));
  return open.filter((gid) => !dead.has(gid)).map((gid) => `${gid}: passed by the checkpoint without a fate`);
}

/** What says that something is still wrong: an open incident of severity Error, or the source itself. */
export function findOpenErrors(source: SourceStatus, healthEvents: readonly HealthEvent[]): string[] {
  const findings = source.incidents
    .filter(({ severity }) => severity === "Error")
    .map(({ trackerId, reason }) => `${trackerId} is open: ${reason}`);
  if (source.state !== "Collecting" || source.failure !== undefined) {
    findings.push(`${source.state}: ${source.failure?.message}`);
  }
  const errors = healthEvents.filter(({ severityLevel }) => severityLevel === "Error");
  const [opened, closed] = ["TrackerUnHealthy", "TrackerHealthy"].map(
    (name) => errors.filter(({ eventName }) => eventName === name).length,
  );
  if (opened !== closed) findings.push(`${opened} health events of errors opened, ${closed} closed`);
  return findings;
}

/** What the README says of states: where each one leads while a source is neither removed nor stopped. */
const DOCUMENTED: Readonly<Record<string, readonly string[]>> = {
  Pending: ["Started", "Error"],
  Started: ["Initialized", "Error", "Pending"],
  Initialized: ["Authenticated", "Error", "Pending"],
  Authenticated: ["Collecting", "Error", "Pending"],
  Collecting: ["Error", "Pending"],
  Error: ["Authenticated", "Collecting", "Pending"],
};

/** Steps from state to state that are not documented. */
export function findForbiddenStates(changes: readonly SourceChange[]): string[] {
  const findings: string[] = [];
  let before = "Pending";
  for (const change of changes) {
    if (change.kind !== "state") continue;
    if (!DOCUMENTED[before]?.includes(change.state)) findings.push(`${before} to ${change.state}`);
    before = change.state;
  }
  return findings;
}

/** Failures that none of the troubles explains, and those that are followed by the wrong wait. */
export function findWrongFailures(
  changes: readonly NotedChange[],
  asana: readonly AsanaTrouble[],
  endpoint: readonly EndpointTrouble[],
): string[] {
  return changes.flatMap((change) => {
    if (change.kind !== "failure") return [];
    const { errorType, message } = change.failure;
    const troubles =
      errorType === "FirstPartyGeneric"
        ? endpoint.filter((trouble) => patternOf(trouble)?.test(message))
        : asana.filter((trouble) => trouble.errorType === errorType && trouble.message.test(message));
    if (troubles.length === 0) return [`nothing explains ${errorType}: ${message}`];
    // What was read ahead may have met a 429 that nobody looked at; then only the rest of its wait is left.
    const isRest = message.includes("another request");
    const leastMs = isRest ? 0 : Math.min(...troubles.map(({ leastWaitMs = 0 }) => leastWaitMs));
    const waitMs = (change.retryAt ?? Number.POSITIVE_INFINITY) - change.at;
    const isWrong = Number.isFinite(waitMs) === (errorType === "ThirdPartyConfig") || waitMs < leastMs;
    return isWrong ? [`${message}: a wait of ${waitMs} ms`] : [];
  });
}

function patternOf({ telling, failure }: EndpointTrouble): RegExp | undefined {
  return telling.kind === "failure" ? telling.message : failure;
}
