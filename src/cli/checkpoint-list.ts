import { systemClock } from "../lib/clock.ts";
import { formatCount } from "../lib/format.ts";
import { printableJson } from "../lib/printable-json.ts";
import { loadSettingsOnly } from "./configuration.ts";
import { type KeptCheckpoint, noCheckpoints, readCheckpoints } from "./kept-checkpoints.ts";
import { type StateFlags, whyNothingKept } from "./kept-state.ts";
import { createOutput } from "./output.ts";
import { formatRelative } from "./relative-time.ts";
import { formatTable } from "./table.ts";

/** The options of `checkpoint list` as they were typed. */
interface CheckpointListFlags extends StateFlags {
  readonly json: boolean;
}

const TITLES = ["SOURCE", "WORKSPACE", "NEWEST EVENT", "MOVED", "PAGES", "ACCEPTED", "OFFSET"];
const NUMBERS = [4, 5];

/**
 * `otel-asana-receiver checkpoint list`: says how far each source has read. Returns the exit code.
 *
 * @throws ReceiverError when the checkpoints cannot be had
 */
export async function checkpointList({ json, ...flags }: CheckpointListFlags): Promise<number> {
  const { settings, redact } = await loadSettingsOnly(flags);
  const { checkpoints, toldBy } = await readCheckpoints(settings, redact, flags);
  const output = createOutput(redact);
  if (toldBy !== undefined) output.err(`told by the receiver at ${toldBy}: only of the sources that it runs`);
  const why = whyNothingKept(settings.storage);
  if (why !== undefined) output.err(why);
  if (json) output.out(printableJson(checkpoints.map(toJson)));
  else if (checkpoints.length === 0)
    output.out(noCheckpoints(toldBy === undefined ? `in ${settings.storage}` : `at ${toldBy}`));
  else output.out(toLines(checkpoints, new Date(systemClock.now()).toISOString()).join("\n"));
  return 0;
}

function toJson({ id, name, checkpoint, fingerprint }: KeptCheckpoint): object {
  return { sourceId: id, source: name, ...checkpoint, ...(fingerprint === undefined ? {} : { fingerprint }) };
}

function toLines(checkpoints: readonly KeptCheckpoint[], now: string): readonly string[] {
  const rows = checkpoints.map(({ name, checkpoint }) => [
    name,
    checkpoint.workspaceID,
    checkpoint.newestEventAt ?? "–",
    formatRelative(checkpoint.updatedAt, now),
    formatCount(checkpoint.totals.pages),
    formatCount(checkpoint.totals.accepted),
    checkpoint.offset === undefined ? "no" : "yes",
  ]);
  return formatTable([TITLES, ...rows], { right: NUMBERS, width: process.stdout.columns });
}
