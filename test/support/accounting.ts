import { expect } from "vitest";
import { openStorage } from "../../src/collector/storage.ts";
import type { OtlpSink } from "../../src/simulator/otlp-sink.ts";
import type { SinkRecord } from "../../src/simulator/otlp-tally.ts";
import { type Line, TOKEN, WORKSPACE } from "./line.ts";
import type { Receiver } from "./receiver.ts";

/** What is to be accounted for. */
export interface AccountingOptions {
  /** Those that were followed; every other one must have given nothing. */
  readonly workspaces?: readonly string[];
  /** Records that the endpoint refused in a partial success; the sink counts them as arrived. */
  readonly rejected?: number;
  /** Whether events may have arrived out of their order. */
  readonly inAnyOrder?: boolean;
}

/** The ends of a line: where events come from, and where they arrived. */
export interface Ends extends Pick<Line, "asana" | "flags"> {
  readonly sink: Pick<OtlpSink, "records">;
}

/**
 * Ends a scenario: stops the receiver and checks that every gid the simulator holds is in the sink exactly once and in
 * its order, that the stored totals say so as well, and that no token was told to anybody.
 */
export async function expectAllAccountedFor(
  line: Ends,
  receiver: Receiver,
  { workspaces = [WORKSPACE], rejected = 0, inAnyOrder = false }: AccountingOptions = {},
): Promise<void> {
  const told = JSON.stringify([receiver.collector.status(), receiver.collector.healthEvents()]);
  await receiver.stop();
  const happened = new Map(workspaces.map((workspace) => [workspace, [...line.asana.gids(workspace)]]));
  const arrived = gidsByWorkspace(line.sink);
  // Of a page that was refused as a whole, single events may come before older ones.
  if (inAnyOrder) for (const gids of [...arrived.values(), ...happened.values()]) gids.sort();
  expect(sorted(arrived)).toEqual(sorted(happened));
  const totals = storedTotals(line);
  const counts = new Map([...happened].map(([workspace, gids]) => [workspace, gids.length]));
  expect(sorted(totals.counts)).toEqual(sorted(counts));
  expect(totals.rejected).toBe(rejected);
  expect(told).not.toContain(TOKEN);
}

/** The value of a resource attribute. */
export function resourceValue({ resource }: SinkRecord, key: string): string | undefined {
  return resource?.attributes?.find((attribute) => attribute.key === key)?.value?.stringValue;
}

/** The gid of a record's event. */
export function gidOf({ logRecord }: SinkRecord): string {
  return logRecord.attributes?.find(({ key }) => key === "log.record.uid")?.value?.stringValue ?? "";
}

/** In the order of arrival; health events have no workspace. */
function gidsByWorkspace({ records }: Ends["sink"]): Map<string, string[]> {
  const byWorkspace = new Map<string, string[]>();
  for (const record of records) {
    const workspace = resourceValue(record, "asana.workspace.gid");
    if (workspace === undefined) continue;
    const gids = byWorkspace.get(workspace) ?? [];
    byWorkspace.set(workspace, gids);
    gids.push(gidOf(record));
  }
  return byWorkspace;
}

/** How many records the checkpoints say are acknowledged, by workspace, and how many of all were refused. */
function storedTotals({ flags }: Ends): { readonly counts: Map<string, number>; readonly rejected: number } {
  const storage = openStorage(flags.storage ?? "", { replayWindowMs: 0, mostDeadLetters: 0 });
  const checkpoints = storage.checkpoints.list();
  storage.close();
  const counts = new Map<string, number>();
  let rejected = 0;
  for (const { workspaceID, totals } of checkpoints) {
    counts.set(workspaceID, (counts.get(workspaceID) ?? 0) + totals.accepted + totals.rejected);
    rejected += totals.rejected;
  }
  return { counts, rejected };
}

/** Without what nothing is known of, so that a workspace without events is as good as none. */
function sorted<T extends readonly string[] | number>(map: ReadonlyMap<string, T>): [string, T][] {
  const isEmpty = (value: T): boolean => (typeof value === "number" ? value === 0 : value.length === 0);
  return [...map].filter(([, value]) => !isEmpty(value)).sort(([a], [b]) => (a < b ? -1 : 1));
}
