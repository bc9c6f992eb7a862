import { systemClock } from "../lib/clock.ts";
import { formatCount } from "../lib/format.ts";
import { loadSettingsOnly } from "./configuration.ts";
import { chooseCheckpoint, type KeptCheckpoint, readCheckpoints } from "./kept-checkpoints.ts";
import type { StateFlags } from "./kept-state.ts";
import { createOutput } from "./output.ts";
import { formatRelative } from "./relative-time.ts";
import { formatTable } from "./table.ts";

/** The options of the commands for one checkpoint, as they were typed. */
export interface OneCheckpointFlags extends StateFlags {
  readonly workspace?: string;
}

/**
 * `otel-asana-receiver checkpoint show`: says all that is stored of a source's position. Returns the exit code.
 *
 * @param wanted the source's name, or its id
 * @throws ReceiverError when there is no such checkpoint, or it cannot be had
 */
export async function checkpointShow(wanted: string, flags: OneCheckpointFlags): Promise<number> {
  const { settings, redact } = await loadSettingsOnly(flags);
  const { checkpoints, toldBy } = await readCheckpoints(settings, redact, flags);
  const output = createOutput(redact);
  const place = toldBy === undefined ? `in ${settings.storage}` : `at ${toldBy}`;
  const kept = chooseCheckpoint(checkpoints, wanted, flags.workspace, place);
  output.out(toLines(kept, new Date(systemClock.now()).toISOString()).join("\n"));
  return 0;
}

function toLines({ id, name, checkpoint, fingerprint }: KeptCheckpoint, now: string): readonly string[] {
  const { workspaceID, startAt, offset, newestEventAt, updatedAt, slicesLeft, totals } = checkpoint;
  const when = (instant: string): string => `${instant} (${formatRelative(instant, now)})`;
  return formatTable([
    ["source", `${name} (${id})`],
    ["workspace", workspaceID],
    ["newest event", newestEventAt === undefined ? "none" : when(newestEventAt)],
    ["moved", when(updatedAt)],
    ["begun at", startAt ?? "the oldest event"],
    ["offset", offset ?? "none"],
    ...(slicesLeft === undefined ? [] : [["slices of the past left", formatCount(slicesLeft)]]),
    ["pages", formatCount(totals.pages)],
    ["accepted", formatCount(totals.accepted)],
    ["rejected", formatCount(totals.rejected)],
    ["duplicates", formatCount(totals.duplicates)],
    ["filtered", formatCount(totals.filtered)],
    ["dead letters", formatCount(totals.deadLettered)],
    ["fingerprint", fingerprint ?? "known to the running receiver only"],
  ]);
}
