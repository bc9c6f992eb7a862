import { type AsanaClient, createAsanaClient, type FetchResult } from "../asana/client.ts";
import type { Certificates } from "../config/certificates.ts";
import type { Settings } from "../config/settings.ts";
import type { SourceConfig } from "../config/sources.ts";
import { systemClock } from "../lib/clock.ts";
import { formatCount } from "../lib/format.ts";
import { USER_AGENT } from "../lib/package-info.ts";
import { toRecord } from "../record/to-record.ts";
import { firstCursor } from "../source/cursor.ts";
import { asanaFailure } from "../source/failure.ts";
import { checkEvents } from "./check-events.ts";
import type { Finding } from "./finding.ts";

/** Sources whose answers are waited for at the same time. */
const AT_ONCE = 8;

/** Nothing ends a request but its own time limit, and the end of the process. */
const NEVER = new AbortController().signal;

/** Checks each source with Asana; the findings stand in the order of the sources, whichever is answered first. */
export async function checkSources(
  sources: readonly SourceConfig[],
  settings: Settings,
  certificates: Pick<Certificates, "asana">,
): Promise<readonly Finding[]> {
  const { ca } = certificates.asana;
  const asana = createAsanaClient({ ...settings.asana, ca, userAgent: USER_AGENT, clock: systemClock });
  const findings: (readonly Finding[])[] = [];
  const left = sources.entries();
  const work = async (): Promise<void> => {
    for (const [index, source] of left) findings[index] = await checkSource(source, settings, asana);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await asana.close();
  return findings.flat();
}

/**
 * Reads the page that a new source would begin with, and lets go of it. One answer tells of the token, the workspace
 * and the plan alike.
 */
async function checkSource(
  { name, workspaceID, personalAccessToken }: SourceConfig,
  settings: Settings,
  asana: AsanaClient,
): Promise<readonly Finding[]> {
  const { polling, filters } = settings;
  const cursor = firstCursor(polling.startAt, systemClock.now());
  const request = { workspaceID, filters, ...cursor, limit: settings.asana.limit };
  const result = await asana.fetchPage(request, personalAccessToken, NEVER);
  if (result.kind === "failure") {
    const { errorType, message, hint } = asanaFailure(result.failure);
    return [toFinding(name, `${errorType}: ${message}`, hint)];
  }
  const message = `token accepted, workspace ${workspaceID}, ${describe(result, settings)}`;
  const read: Finding = { subject: name, check: "source", ok: true, message };
  return [read, ...checkEvents(name, result.events, settings)];
}

function toFinding(subject: string, message: string, hint: string | undefined): Finding {
  return { subject, check: "source", ok: false, message, ...(hint === undefined ? {} : { hint }) };
}

function describe(
  { events, receivedAt }: Extract<FetchResult, { kind: "page" }>,
  { profile, body }: Settings,
): string {
  const [oldest] = events;
  if (oldest === undefined) return "no event yet where a new source would begin";
  const { createdAt } = toRecord(oldest, { profile, body, observedAt: receivedAt });
  const count = `${formatCount(events.length)} ${events.length === 1 ? "event" : "events"} on the first page`;
  return createdAt === undefined ? count : `${count}, oldest ${new Date(createdAt).toISOString()}`;
}
