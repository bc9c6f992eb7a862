import type { DeadLetterView } from "../collector/dead-letter-view.ts";
import { systemClock } from "../lib/clock.ts";
import { printableJson } from "../lib/printable-json.ts";
import { loadSettingsOnly } from "./configuration.ts";
import { findDeadLetter, readDeadLetters } from "./kept-dead-letters.ts";
import { type StateFlags, whyNothingKept } from "./kept-state.ts";
import { createOutput } from "./output.ts";
import { formatRelative } from "./relative-time.ts";
import { formatTable } from "./table.ts";

const TITLES = ["ID", "SOURCE", "EVENT", "REFUSED", "WHY"];

/**
 * `otel-asana-receiver deadletter list`: says which events the endpoint does not take. Returns the exit code.
 *
 * @throws ReceiverError when the dead letters cannot be had
 */
export async function deadLetterList({
  json,
  ...flags
}: StateFlags & { readonly json: boolean }): Promise<number> {
  const { settings, redact } = await loadSettingsOnly(flags);
  const letters = await readDeadLetters(settings, redact, flags);
  const output = createOutput(redact);
  const why = whyNothingKept(settings.storage);
  if (why !== undefined) output.err(why);
  if (json) output.out(printableJson(letters));
  else if (letters.length === 0) output.out("there are no dead letters");
  else output.out(toTable(letters, new Date(systemClock.now()).toISOString()).join("\n"));
  return 0;
}

/**
 * `otel-asana-receiver deadletter show`: shows one with its event. Returns the exit code.
 *
 * @param wanted its number, or the gid of its event
 * @throws ReceiverError when there is none, or it cannot be had
 */
export async function deadLetterShow(wanted: string, flags: StateFlags): Promise<number> {
  const { settings, redact } = await loadSettingsOnly(flags);
  const letter = findDeadLetter(await readDeadLetters(settings, redact, flags), wanted);
  const { id, source, sourceName, workspaceID, gid, reason, at, event } = letter;
  const rows = [
    ["id", String(id)],
    ["source", `${sourceName} (${source.id})`],
    ["workspace", workspaceID],
    ["gid", gid ?? "none"],
    ["refused", at],
    ["why", reason],
    ["event", event],
  ];
  createOutput(redact).out(formatTable(rows).join("\n"));
  return 0;
}

function toTable(letters: readonly DeadLetterView[], now: string): readonly string[] {
  const rows = letters.map(({ id, sourceName, gid, reason, at }) => [
    String(id),
    sourceName,
    gid ?? "–",
    formatRelative(at, now),
    reason,
  ]);
  return formatTable([TITLES, ...rows], { right: [0], width: process.stdout.columns });
}
