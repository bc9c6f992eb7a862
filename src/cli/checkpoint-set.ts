import type { Cursor } from "../checkpoint/store.ts";
import { quote } from "../config/issue.ts";
import { parseStartAt } from "../config/start-at.ts";
import { systemClock } from "../lib/clock.ts";
import { UsageError } from "../lib/errors.ts";
import { firstCursor } from "../source/cursor.ts";
import type { OneCheckpointFlags } from "./checkpoint-show.ts";
import { loadSettingsOnly } from "./configuration.ts";
import { chooseCheckpoint, type KeptCheckpoint, toKept, withCheckpoints } from "./kept-checkpoints.ts";
import { createOutput } from "./output.ts";

/** The options of `checkpoint set` as they were typed. */
interface CheckpointSetFlags extends OneCheckpointFlags {
  readonly startAt: string;
}

/**
 * `otel-asana-receiver checkpoint set`: lets a source read from another instant on. Returns the exit code.
 *
 * What was delivered before is forgotten: whoever goes back wants it again.
 *
 * @param wanted the source's name, or its id
 * @throws UsageError when `--start-at` is none, ReceiverError when there is no such checkpoint or a receiver is running
 */
export async function checkpointSet(
  wanted: string,
  { startAt: text, workspace, ...flags }: CheckpointSetFlags,
): Promise<number> {
  const startAt = parseStartAt(text);
  if (startAt === undefined) {
    throw new UsageError("--start-at names no instant", {
      hint: "Write beginning, now, -24h, or an instant such as 2026-01-31T00:00:00Z.",
    });
  }
  const { settings, redact } = await loadSettingsOnly(flags);
  const now = systemClock.now();
  const cursor = firstCursor(startAt, now);
  const kept = withCheckpoints(settings, (store) => {
    const all = store.list().map(toKept);
    const chosen = chooseCheckpoint(all, wanted, workspace, `in ${settings.storage}`);
    const key = { sourceId: chosen.id, workspaceID: chosen.checkpoint.workspaceID };
    store.source(key).reset(chosen.fingerprint, cursor, now);
    return chosen;
  });
  createOutput(redact).out(describe(kept, cursor));
  return 0;
}

function describe({ name, checkpoint }: KeptCheckpoint, { startAt }: Cursor): string {
  const { newestEventAt, workspaceID } = checkpoint;
  const [from, effect] = startAt === undefined ? FROM_BEGINNING : fromInstant(startAt, newestEventAt);
  return `The next run reads ${quote(name)}, workspace ${workspaceID}, from ${from} on. ${effect} Its counts begin at 0.`;
}

const FROM_BEGINNING = [
  "the oldest event",
  "All that Asana still has is delivered, also what was delivered before.",
] as const;

function fromInstant(startAt: number, newestEventAt: string | undefined): readonly [string, string] {
  const isForward = newestEventAt !== undefined && startAt > Date.parse(newestEventAt);
  const effect = isForward
    ? `Events between ${newestEventAt}, the newest that was delivered, and then are skipped.`
    : "Later events are delivered, also those that were delivered before; earlier ones are not.";
  return [new Date(startAt).toISOString(), effect];
}
