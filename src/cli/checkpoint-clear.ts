import { createInterface } from "node:readline/promises";
import { quote } from "../config/issue.ts";
import { UsageError } from "../lib/errors.ts";
import type { OneCheckpointFlags } from "./checkpoint-show.ts";
import { loadSettingsOnly } from "./configuration.ts";
import { chooseCheckpoint, toKept, withCheckpoints } from "./kept-checkpoints.ts";
import { createOutput } from "./output.ts";

/** The options of `checkpoint clear` as they were typed. */
interface CheckpointClearFlags extends OneCheckpointFlags {
  readonly yes: boolean;
}

/**
 * `otel-asana-receiver checkpoint clear`: forgets how far a source has read. Returns the exit code: 1 when nobody
 * agreed to it.
 *
 * @param wanted the source's name, or its id
 * @throws UsageError when nobody is there to agree, ReceiverError when there is no such checkpoint or a receiver is
 *   running
 */
export async function checkpointClear(
  wanted: string,
  { yes, workspace, ...flags }: CheckpointClearFlags,
): Promise<number> {
  if (!yes && !process.stdin.isTTY) {
    throw new UsageError("clearing a checkpoint wants a yes, and no terminal is there to ask on", {
      hint: "Write --yes.",
    });
  }
  const { settings, redact } = await loadSettingsOnly(flags);
  const folder = settings.storage;
  const output = createOutput(redact);
  // Looked up twice: the lock is not held while a person thinks.
  const { name, checkpoint, id } = withCheckpoints(settings, (store) =>
    chooseCheckpoint(store.list().map(toKept), wanted, workspace, `in ${folder}`),
  );
  const { workspaceID } = checkpoint;
  const effect = `the checkpoint of ${quote(name)}, workspace ${workspaceID}: the next run reads it from polling.startAt on`;
  if (!yes) {
    output.err(`This clears ${effect}.`);
    if (!(await agrees())) return 1;
  }
  withCheckpoints(settings, (store) => store.clear({ sourceId: id, workspaceID }));
  output.out(`cleared ${effect}`);
  return 0;
}

async function agrees(): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-C and Ctrl-D end the input, and with it the question.
  const ended = new Promise<string>((resolve) => terminal.once("close", () => resolve("")));
  const answer = await Promise.race([terminal.question("Go on? [y/N] "), ended]);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
